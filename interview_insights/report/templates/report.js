(function(){
var d=document;d.documentElement.classList.add('js');
var q=d.getElementById('q'),g=d.getElementById('g'),out=d.getElementById('hits');
if(!q)return;
var cards=[].slice.call(d.querySelectorAll('.theme'));
function apply(){
  var words=q.value.toLowerCase().split(/\s+/).filter(Boolean),group=g?g.value:'',n=0;
  cards.forEach(function(c){
    var text=c.textContent.toLowerCase();
    var ok=words.every(function(w){return text.indexOf(w)>=0})&&(!group||c.getAttribute('data-leans')===group);
    c.hidden=!ok;if(ok)n++;
  });
  [].forEach.call(d.querySelectorAll('.field,.lens'),function(s){s.hidden=!s.querySelector('.theme:not([hidden])')});
  out.textContent=(words.length||group)?n+' of '+cards.length+' themes':'';
}
q.addEventListener('input',apply);if(g)g.addEventListener('change',apply);
function openTarget(){var t=location.hash&&d.getElementById(location.hash.slice(1));if(t){var x=t.querySelector('details');if(x)x.open=true;}}
window.addEventListener('hashchange',openTarget);openTarget();
window.addEventListener('beforeprint',function(){[].forEach.call(d.querySelectorAll('details'),function(x){x.open=true})});
})();
