"""Pet names of other languages than English, in small letters and without accents."""

from __future__ import annotations

_TABLE = """
agnieszka: aga agusia | alejandra: ale | aleksander: olek alek
| aleksandr alexander alexandra aleksandra: sasha sascha shura | aleksandra: ola olka
| aleksey alexei: alyosha lyosha | alessandro: sandro ale | anastasia: nastya nastia
| anna: ania anka hania | antoni: antek tosiek | antonio: toni tonho toninho | barbara: basia
| bartlomiej bartosz: bartek | beata: beatka | beatriz: bia bea | charalambos: babis
| christos: chris | conceicao: sao | concepcion: concha conchita | consuelo: chelo
| dafydd: dai dei | dimitrios dimitris: mimis jimmy | dmitri dmitry: dima mitya | dolores: lola
| domenico: mimmo | eduardo: dudu | eduardo: edu | ekaterina: katya | elena: lena alyona
| eleni: lena helen | elisabeth: lisa lisbeth sisi elsa | eluned: lyn | enrique: quique kike
| evgeny yevgeny: zhenya | ewa: ewka ewunia | ewelina: ewa ewka | fernando: nando fer
| francesca: franci checca | francisco: paco pancho curro fran quico frank | franziska: franzi
| friedrich: fritz | gabriel: gabi | georgios: giorgos yiorgos | giovanni: gianni vanni
| giulia: giuly | giuseppe: beppe peppe pino joe | grzegorz: grzesiek greg
| guadalupe: lupe lupita | guillermo: memo | gwenllian: gwenni | hans: hansi | heinrich: heinz
| henryk: heniek | ibrahima: ibou | ifeoma: ify | ignacio: nacho | ioan: ianto
| ioannis: yannis giannis | irina: ira | isabel: isa chabela bel | ivan: vanya | jakub: kuba
| jan: janek jasiu | jesus: chuy chus | joanna: asia joasia | joao: joaozinho | joaquim: quim
| johannes: hannes hans | jose: pepe ze pepito | josef: sepp | jozef: jozek | juan: juanito
| katarzyna: kasia kaska | katharina: kathi | konstantinos: kostas dinos
| krzysztof: krzysiek krzys kris chris | kwabena: kobby | kwame: kobi | leszek: lech
| lorenzo: renzo | lourdes: lulu | ludwig: lutz | luigi: gigi | luis: lu luisinho | lukasz: luki
| maciej: maciek | magdalena: magda madzia mags | malgorzata: gosia malgosia
| manuel: manolo manu | marcin: marcinek | margarethe: grete gretel
| maria: marysia mia masha mari | maria: mia | mateusz: matty | mercedes: merche
| michal: misiek | mikhail: misha | mohammed muhammad mohamed mohammad: mo | montserrat: montse
| myfanwy: myfi | natalia: natasha nata | nikolai: kolya | nikolaos: nikos | olga: olya
| padraig: paddy | panagiotis panayiotis: panos | pavel: pasha | pawel: pawelek | pilar: pili
| piotr: piotrek peter | rafael: rafa | roberto: beto | rosario: charo charito | salvatore: toto
| seamus: shay | sebastian: basti wastl | sebastiao: tiao | sergei sergey: seryozha
| siobhan: shiv | stanislaw: staszek stan | svetlana: sveta | tadeusz: tadek | tatiana: tanya
| teresa: tere | tiago thiago: ti | tomasz: tomek tom | ulrich: uli
| vasilios vasileios: vasilis | vicente: chente | vincenzo: enzo | vladimir: volodya vova
| wladyslaw: wladek | wojciech: wojtek | wolfgang: wolfi | yekaterina: katya | yulia: yulya
| yuri: yura | zbigniew: zbyszek zibi | zofia: zosia | zuzanna: zuzia
"""


def _read(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in table.split("|"):
        names, pets = entry.split(":")
        for name in names.split():
            found.setdefault(name, set()).update(pets.split())
    return {name: frozenset(pets) for name, pets in found.items()}


DIMINUTIVES = _read(_TABLE)
"""Pet names by the full name."""
