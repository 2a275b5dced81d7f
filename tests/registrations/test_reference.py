"""The 27 manifestations, the 19 forbidden things, the vague phrases: read, edited, imported."""

import json
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from organizations.models import LogEntry, Role
from registrations import reference_actions, reference_list
from registrations.models import ReferenceItem, VaguePhrase
from tests import factories


@pytest.fixture
def keeper(place):
    return factories.make_officer(
        place.bloc, Role.PROPAGANDA_BOARD, "Lâm Thị Mai", placed_in=place.other_cell
    )


def item(code):
    return ReferenceItem.objects.get(code=code)


def book(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    output = BytesIO()
    workbook.save(output)
    return SimpleUploadedFile("danh-muc.xlsx", output.getvalue())


def upload(client, *rows, standing="official"):
    return client.post(reverse("reference_import"), {"file": book(*rows), "standing": standing})


def apply(client, answer):
    """Post what the preview's form holds."""
    form = answer.context["apply_form"]
    data = {
        name: json.dumps(value) if name != "standing" else value
        for name, value in form.initial.items()
    }
    return client.post(reverse("reference_apply"), data, follow=True)


def test_all_46_are_seeded_as_summaries(db):
    codes = [f"{roman}.{number}" for roman in ("I", "II", "III") for number in range(1, 10)]

    found = ReferenceItem.objects.order_by("kind", "position").values_list("code", "summary")

    assert list(found) == [
        *((str(number), True) for number in range(1, 20)),
        *((code, True) for code in codes),
    ]
    assert item("I.1").shown.endswith("(tóm tắt)")


def test_everybody_signed_in_reads(place, browse):
    page = browse(place.member).get(reverse("reference")).content.decode()

    assert "III.9" in page
    assert "không đi muộn về sớm" in page
    assert reverse("reference_import") not in page


@pytest.mark.parametrize("name", ["reference_edit", "reference_import", "reference_phrases"])
def test_only_the_propaganda_board_changes(place, browse, keeper, name):
    address = reverse(name, args=[item("I.1").pk] if name == "reference_edit" else [])

    codes = {
        who: browse(account).get(address).status_code
        for who, account in {
            "member": place.member,
            "secretary": place.secretary,
            "organisation board": place.board,
            "propaganda board": keeper,
        }.items()
    }

    assert codes == {
        "member": 403,
        "secretary": 403,
        "organisation board": 403,
        "propaganda board": 200,
    }


def test_edit_one_item_and_keep_its_history(browse, keeper):
    old = item("II.3").wording

    browse(keeper).post(
        reverse("reference_edit", args=[item("II.3").pk]),
        {
            "wording": "  Kê khai tài sản, thu nhập  không trung thực. ",
            "guide": "Đối chiếu bản kê khai.",
            "standing": "official",
            "before": old,
        },
    )

    kept = item("II.3")
    assert (kept.wording, kept.guide, kept.summary) == (
        "Kê khai tài sản, thu nhập không trung thực.",
        "Đối chiếu bản kê khai.",
        False,
    )
    assert kept.shown == kept.wording
    assert LogEntry.objects.get(verb="edit_reference").text == (
        f"Sửa mục II.3 (27 biểu hiện): “{old}” (tóm tắt) → “{kept.wording}” (nguyên văn)"
    )


@pytest.mark.parametrize("wording", ["", "   ", "x" * 3001])
def test_a_bad_wording_is_told_beside_the_field(browse, keeper, wording):
    answer = browse(keeper).post(
        reverse("reference_edit", args=[item("1").pk]),
        {"wording": wording, "guide": "", "standing": "official", "before": item("1").wording},
    )

    assert list(answer.context["form"].errors) == ["wording"]


def test_of_two_editors_the_second_writes_nothing(keeper):
    one = item("I.1")
    values = {"guide": "", "summary": False}
    before = one.wording
    reference_actions.edit_item(keeper, one.pk, wording="Của người trước", before=before, **values)

    with pytest.raises(reference_actions.Changed):
        reference_actions.edit_item(keeper, one.pk, wording="Của tôi", before=before, **values)

    assert item("I.1").wording == "Của người trước"


def test_import_shows_first_and_writes_when_applied(browse, keeper):
    same = item("2").wording
    client = browse(keeper)

    answer = upload(
        client,
        ["DANH MỤC", None],
        ["Mã", "Nội dung"],
        ["I.1", "Nguyên văn thứ nhất"],
        [7, "=Nguyên văn thứ bảy"],
        ["Điều 2.", same],
        standing="summary",
    )

    preview = answer.context["preview"]
    shown = [(one.item.code, one.wording) for one in preview.changes]
    assert shown == [("I.1", "Nguyên văn thứ nhất")]
    assert (preview.unchanged, len(preview.problems)) == (1, 1)
    assert item("I.1").wording != "Nguyên văn thứ nhất"


def test_import_of_good_rows_is_written_at_once(browse, keeper):
    client = browse(keeper)
    answer = upload(client, ["I.1", "Nguyên văn thứ nhất"], [7, "Nguyên văn thứ bảy"])

    page = apply(client, answer).content.decode()

    assert "Đã ghi nội dung của 2 mục." in page
    assert (item("I.1").wording, item("I.1").summary) == ("Nguyên văn thứ nhất", False)
    assert (item("7").wording, item("7").summary) == ("Nguyên văn thứ bảy", False)
    assert LogEntry.objects.filter(verb="edit_reference").count() == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["IV.1", "x"], None),
        (["I.10", "x"], "không có mã I.10"),
        (["20", "x"], "không có mã 20"),
        (["II.1", None], "mã II.1 chưa có nội dung"),
        (["I.1", "hai lần"], "mã I.1 ghi hai lần"),
        (["II.2", "x" * 3001], "nội dung của mã II.2 quá dài"),
    ],
)
def test_a_list_with_a_bad_row_is_not_taken(browse, keeper, row, words):
    answer = upload(browse(keeper), ["I.1", "Nguyên văn"], row)

    problems = answer.context["preview"].problems
    assert [words in one for one in problems] == ([True] if words else [])
    assert answer.context["preview"].ready == (words is None)


def test_a_bad_list_posted_past_the_preview_writes_nothing(keeper):
    pairs = [("", "I.1", "Nguyên văn"), ("", "XX", "Sai mã")]
    found = reference_list.preview(pairs, summary=False)

    with pytest.raises(ValidationError):
        reference_actions.import_items(
            keeper, pairs, summary=False, expected=reference_actions.expected_of(found)
        )

    assert item("I.1").summary


def test_a_preview_that_no_longer_holds_writes_nothing(browse, keeper):
    client = browse(keeper)
    answer = upload(client, ["I.1", "Nguyên văn"], ["I.2", "Nguyên văn hai"])
    ReferenceItem.objects.filter(code="I.2").update(wording="Người khác vừa ghi")

    page = apply(client, answer).content.decode()

    assert "nên chưa ghi gì" in page
    assert (item("I.1").summary, item("I.2").wording) == (True, "Người khác vừa ghi")


@pytest.mark.parametrize("data", [b"", b"khong phai bang tinh", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_told(browse, keeper, data):
    answer = browse(keeper).post(
        reverse("reference_import"),
        {"file": SimpleUploadedFile("a.xlsx", data), "standing": "official"},
    )

    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.parametrize("pairs", ["", "{}", "[1]", '[["a", "b"]]', '[["a", "b", 1]]'])
def test_a_broken_answer_writes_nothing(browse, keeper, pairs):
    answer = browse(keeper).post(
        reverse("reference_apply"), {"standing": "official", "pairs": pairs, "expected": "{}"}
    )

    assert answer.url == reverse("reference_import")
    assert ReferenceItem.objects.filter(summary=True).count() == 46


def test_phrases_are_replaced_as_a_list(browse, keeper):
    before = list(VaguePhrase.objects.values_list("phrase", flat=True))

    browse(keeper).post(
        reverse("reference_phrases"),
        {"phrases": "Chấp hành tốt\n\n  nói  chung \nnói chung", "before": json.dumps(before)},
    )

    found = list(VaguePhrase.objects.values_list("phrase", flat=True))
    assert sorted(found) == ["chấp hành tốt", "nói chung"]
    assert "thêm “nói chung”, bỏ " in LogEntry.objects.get(verb="edit_phrases").text


def test_phrases_changed_meanwhile_are_kept(browse, keeper):
    before = list(VaguePhrase.objects.values_list("phrase", flat=True))
    VaguePhrase.objects.create(phrase="mới thêm")

    browse(keeper).post(
        reverse("reference_phrases"), {"phrases": "một", "before": json.dumps(before)}
    )

    assert VaguePhrase.objects.count() == len(before) + 1


@pytest.mark.parametrize("phrases", ["x" * 101, "\n".join(f"cụm {n}" for n in range(201))])
def test_bad_phrases_are_told_beside_the_field(browse, keeper, phrases):
    answer = browse(keeper).post(reverse("reference_phrases"), {"phrases": phrases, "before": "[]"})

    assert list(answer.context["form"].errors) == ["phrases"]


def test_the_second_editors_guide_does_not_overwrite_unseen(browse, keeper):
    one = item("I.1")
    ReferenceItem.objects.filter(pk=one.pk).update(guide="Dòng một\nDòng hai")
    client, address = browse(keeper), reverse("reference_edit", args=[one.pk])
    assert 'name="before_guide"' in client.get(address).content.decode()
    posted = {"wording": one.wording, "standing": "summary", "before": one.wording}
    posted |= {"before_guide": "Dòng một\r\nDòng hai"}

    client.post(address, posted | {"guide": "Của người trước"})
    page = client.post(address, posted | {"guide": "Của tôi"}).content.decode()

    assert "Nội dung vừa được người khác sửa" in page
    assert "<p>Của tôi</p>" in page
    assert item("I.1").guide == "Của người trước"


def test_the_second_editors_wording_stays_to_be_copied(browse, keeper):
    one = item("I.1")
    posted = {"wording": "Của tôi", "guide": "", "standing": "summary", "before": one.wording}
    ReferenceItem.objects.filter(pk=one.pk).update(wording="Của người trước")

    page = browse(keeper).post(reverse("reference_edit", args=[one.pk]), posted).content.decode()

    assert "Nội dung vừa được người khác sửa" in page
    assert "<p>Của tôi</p>" in page
    assert item("I.1").wording == "Của người trước"
    assert '<textarea name="wording"' in page
    assert "Của người trước</textarea>" in page
