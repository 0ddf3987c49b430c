"""The SGML of the Reuters-21578 collection, whole records."""

from flows.intake.source import Record

SGML = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="1" NEWID="1">
<DATE> 2-MAR-1987 15:01:01.79</DATE>
<TOPICS><D>otter</D><D>fish</D></TOPICS><PLACES><D>lewes</D></PLACES><PEOPLE></PEOPLE>
<UNKNOWN>&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>OTTER &lt;OTR> PRICES RISE</TITLE>
<AUTHOR>    By Jane Doe, Reuters</AUTHOR>
<DATELINE>    LEWES, March 2 - </DATELINE><BODY>Otter prices rose on Monday, traders in the harbour
of Lewes said.
    A rise was expected, they added.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="2"><DATE>2-MAR-1987</DATE><TEXT TYPE="BRIEF">&#2;<TITLE>HEADLINE ALONE</TITLE>&#3;</TEXT></REUTERS>
<REUTERS NEWID="3"><DATE>2-MAR-1987</DATE><TEXT TYPE="UNPROC">&#2;
A table
stands here.
&#3;</TEXT></REUTERS>
<REUTERS NEWID="4"><TEXT>never closed
<REUTERS NEWID="5"><TEXT><BODY>Last.</BODY></TEXT></REUTERS>
<REUTERS NEWID="6"><TEXT>cut"""


def test_each_article_of_a_file_is_a_record(read):
    first, *others = read(SGML.encode("latin-1"), "reut2-000.sgm")
    assert first == Record(
        "LEWES, March 2 - Otter prices rose on Monday, traders in the harbour\nof Lewes said.\n"
        "    A rise was expected, they added.\n Reuter",
        {
            "title": "OTTER <OTR> PRICES RISE",
            "byline": "By Jane Doe, Reuters",
            "published_at": "1987-03-02T15:01:01.790000",
            "language": "en",
            "source": "Reuters",
            "keywords": ["otter", "fish", "lewes"],
        },
    )
    assert [getattr(one, "code", None) or one.text for one in others] == [
        "no_text",
        "A table\nstands here.",
        "malformed",
        "Last.",
        "malformed",
    ]
