(function(){
var d=document;d.documentElement.classList.add('js');
function all(s,x){return [].slice.call((x||d).querySelectorAll(s))}
var q=d.getElementById('q'),out=d.getElementById('hits'),clear=d.getElementById('clear');
var cards=all('.theme'),by=all('.tools select');
var texts=cards.map(function(c){return c.textContent.toLowerCase()});
function fits(c,s){
  var has=c.getAttribute('data-'+s.getAttribute('data-by'));
  return s.getAttribute('data-by')==='people'?has.indexOf(' '+s.value+' ')>=0:has===s.value;
}
function apply(){
  var words=q.value.toLowerCase().split(/\s+/).filter(Boolean),on=by.filter(function(s){return s.value}),n=0;
  cards.forEach(function(c,i){
    var ok=words.every(function(w){return texts[i].indexOf(w)>=0})&&on.every(function(s){return fits(c,s)});
    c.hidden=!ok;if(ok)n++;
  });
  all('.field,.lens').forEach(function(s){s.hidden=!s.querySelector('.theme:not([hidden])')});
  var some=words.length||on.length;
  out.textContent=some?n+' of '+cards.length+' themes':'';clear.hidden=!some;
}
if(q){
  q.addEventListener('input',apply);by.forEach(function(s){s.addEventListener('change',apply)});
  clear.addEventListener('click',function(){q.value='';by.forEach(function(s){s.value=''});apply();q.focus()});
}
function show(){
  var id=decodeURIComponent(location.hash.slice(1)),t=id&&d.getElementById(id);
  if(!t)return;
  if(t.hidden&&q){clear.click()}
  for(var x=t;x;x=x.parentElement){if(x.tagName==='DETAILS')x.open=true}
  t.scrollIntoView();
}
window.addEventListener('hashchange',show);show();
})();
