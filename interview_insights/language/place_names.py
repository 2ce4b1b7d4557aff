"""Places that are no smaller than a country, which redaction leaves as they are."""

from __future__ import annotations

_NAMES = """
    afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria,
    azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan,
    bolivia, bosnia, bosnia and herzegovina, botswana, brazil, brunei, bulgaria, burkina faso,
    burma, burundi, cambodia, cameroon, canada, cape verde, chad, chile, china, colombia, comoros,
    congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, denmark, djibouti, dominica,
    dominican republic, ecuador, egypt, el salvador, england, eritrea, estonia, eswatini, ethiopia,
    fiji, finland, france, gabon, gambia, georgia, germany, ghana, great britain, britain, greece,
    grenada, guatemala, guinea, guyana, haiti, holland, honduras, hungary, iceland, india,
    indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan, kazakhstan,
    kenya, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya,
    liechtenstein, lithuania, luxembourg, madagascar, malawi, malaysia, maldives, mali, malta,
    mauritania, mauritius, mexico, moldova, monaco, mongolia, montenegro, morocco, mozambique,
    myanmar, namibia, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea,
    north macedonia, northern ireland, norway, oman, pakistan, palestine, panama,
    papua new guinea, paraguay, peru, philippines, poland, portugal, qatar, romania, russia,
    rwanda, samoa, san marino, saudi arabia, scotland, senegal, serbia, seychelles, sierra leone,
    singapore, slovakia, slovenia, somalia, south africa, south korea, korea, south sudan, spain,
    sri lanka, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand,
    togo, tonga, trinidad, trinidad and tobago, tunisia, turkey, türkiye, turkmenistan, uganda,
    ukraine, united arab emirates, uae, united kingdom, uk, u k, united states,
    united states of america, usa, u s a, us, u s, america, uruguay, uzbekistan, vanuatu,
    vatican city, venezuela, vietnam, wales, yemen, zambia, zimbabwe, europe, eu, european union,
    africa, asia, north america, south america, latin america, antarctica, scandinavia, middle east
"""

COUNTRIES = frozenset(" ".join(name.split()) for name in _NAMES.split(","))
