r"""Makes the RTF examples: one with LibreOffice, the others by hand as their programs write them.

Run by hand; the results are committed.
"""

from __future__ import annotations

from make_opendocument import HERE, bold_label, convert, document, p

# f4transkript: a time at the end of each turn, words that are hard to hear in brackets.
F4 = r"""{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1031{\fonttbl{\f0\fnil\fcharset0 Calibri;}}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1
\pard\sa200\sl276\slmult1\f0\fs22\lang7 I: Sie haben vor einem Jahr die Bank gewechselt. Wie kam es dazu? #00:00:09-3#\par
B: Die Filiale bei uns im Ort hat zugemacht. (lacht) Da war f\'fcr mich Schluss. #00:00:17-8#\par
I: Und was war Ihnen bei der neuen wichtig? #00:00:21-0#\par
B: Dass jemand ans Telefon geht. Und keine Geb\'fchren \endash  die \'84kleinen\'93 Betr\'e4ge \'e4rgern mich am meisten. #00:00:33-4#\par
I: Nutzen Sie die App? #00:00:35-1#\par
B: Jeden Tag. Am Anfang war mir das nicht geheuer, aber meine Tochter hat es mir gezeigt. (unv.) und jetzt mache ich alles damit. #00:00:48-9#\par
I: Was fehlt Ihnen noch? #00:00:51-2#\par
B: Dass ich Bargeld einzahlen kann, ohne 20\~Kilometer zu fahren. #00:00:57-5#\par
I: W\'fcrden Sie noch einmal wechseln? #00:01:00-0#\par
B: Nein, das war m\'fchsam genug. #00:01:03-6#\par
}
"""

# TextEdit on a Mac: a backslash at the line's end for a paragraph, bold by another font's group.
TEXTEDIT = r"""{\rtf1\ansi\ansicpg1252\cocoartf2761
\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;\f1\fswiss\fcharset0 Helvetica;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
\paperw11900\paperh16840\margl1440\margr1440\vieww11520\viewh8400\viewkind0
\pard\tx566\tx1133\pardirnatural\partightenfactor0

\f0\b\fs24 \cf0 How did you start learning Portuguese with us\
\f1\b0 My partner\'92s parents live near Porto, and I was tired of smiling at dinner.\
\
\f0\b What an evening with the app looks like\
\f1\b0 Ten minutes in bed. I talk to the owl, the cat leaves the room.\
The streak keeps me going; I have 214 days.\
\
\f0\b What you would miss\
\f1\b0 The stories. They are silly, and I remember every word of them.\
\
\f0\b Where it lets you down\
\f1\b0 It teaches Brazilian. In Porto they looked at me as if I had come from a soap opera \uc0\u55357 \u56836 .\
\
\f0\b What you pay, and what you would pay\
\f1\b0 Seven euros a month. Twelve would be my limit.\
}
"""

# Word: a table, a header, a numbered list, deleted and hidden text, a link, a footnote.
WORD = r"""{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\deff0\stshfdbch0{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f44\fbidi \fswiss\fcharset238\fprq2 Calibri CE;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \snext0 \b\fs22 Normal;}{\s1\b\fs32 heading 1;}}
{\info{\title Car sharing interview}{\author Kasia}}
{\header \pard\plain {Confidential - Car sharing, wave 2}\par}
\pard\plain \ltrpar\s1\ql {\b\fs32 Interview 9}{\par }
\pard\plain \ql {Recorded in May.{\footnote \pard\plain {By telephone.}} See }{\field{\*\fldinst {HYPERLINK "https://example.org/guide"}}{\fldrslt {the guide}}}{.\par }
\trowd \trgaph108\cellx1500\cellx9000
\pard\plain \intbl {\b Speaker\cell }{\b Text\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {Kasia\cell }{Why did you give up your own car?\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {\f44 \'a3ukasz\cell }{It stood in the street six days a week, and the insurance went up again.\par I did the sums with my wife.\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {Kasia\cell }{And what do you use now?\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {\f44 \'a3ukasz\cell }{Sharing for the big shop, {\deleted never }{\v internal: check }a bike for the rest. {\u8222\'84Freedom\u8221\'94}, my son calls it.\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {Kasia\cell }{What goes wrong?\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {\f44 \'a3ukasz\cell }{Crumbs | dog hair. And at Easter there is no car to be had.\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {Kasia\cell }{Would you recommend it?\cell }\pard \intbl {\row }
\trowd \cellx1500\cellx9000 \pard\plain \intbl {\f44 \'a3ukasz\cell }{To anyone who lives near a station, yes.\cell }\pard \intbl {\row }
\pard\plain \ql {\par }}
"""


def hotel() -> str:
    """Return an interview about a hotel, with a running header and a list's numbers."""
    said = [
        ("Interviewer:", "What brought you to this hotel?"),
        ("Guest:", "The quiet. And the breakfast — my sister still talks about the porridge."),
        ("Interviewer:", "How did you book?"),
        ("Guest:", "On your own site, after I had looked at three of those portals."),
        ("Interviewer:", "Why not on the portal?"),
        ("Guest:", "You threw in late check-out. That was worth more to me than ten per cent."),
        ("Interviewer:", "Was there anything you had not expected?"),
        (
            "Guest:",
            "The lift was broken, and nobody had told us. I’m on the fourth floor [laughs].",
        ),
        ("Interviewer:", "What would you tell a friend?"),
        ("Guest:", "Go in October, ask for the garden side, and bring slippers."),
    ]
    body = p("Guest interviews, no. 2", "Title")
    body += "".join(bold_label(name, f" {words}") for name, words in said)
    return document(body, header=p("Harbour Hotel – confidential"), footer=p("Page 1"))


if __name__ == "__main__":
    for name, source in (("f4", F4), ("textedit", TEXTEDIT), ("word_table", WORD)):
        (HERE / "rtf" / f"{name}.rtf").write_bytes(source.encode("ascii"))
    convert(hotel(), HERE / "rtf" / "libreoffice.rtf")
