"""Small Excel workbooks, made by hand, so that a test can also make wrong ones."""

import io
import zipfile

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Visits" sheetId="1" r:id="r1"/></sheets></workbook>'
)
STRINGS = (
    '<Relationship Id="r2" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def cell(place, value):
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def sheet(rows):
    return SHEET.format(
        "".join(
            f'<row r="{number}">'
            + "".join(cell(f"{'ABCDEFGH'[at]}{number}", value) for at, value in enumerate(row))
            + "</row>"
            for number, row in enumerate(rows, start=1)
        )
    )


def repeated(text, times):
    """Make a workbook in which many cells show one long text, which stands in it once."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))
    return workbook(xml=SHEET.format(cells), more={"xl/sharedStrings.xml": SHARED.format(text)}, is_shared=True)


def workbook(rows=(), *, xml=None, more=None, is_shared=False):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", BOOK)
        rels = RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        archive.writestr(
            "xl/_rels/workbook.xml.rels", rels.replace("</Rel", f"{STRINGS}</Rel", 1) if is_shared else rels
        )
        archive.writestr("xl/worksheets/sheet1.xml", xml if xml is not None else sheet(rows))
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return packed.getvalue()
