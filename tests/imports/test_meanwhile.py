"""Somebody changes data between the preview of a list and its writing."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from organizations.importing.actions import apply, upload
from organizations.models import ImportBatch, Person
from tests.factories import make_bloc
from tests.imports.making import cell, person, sheet, workbook

FIRST = workbook(sheet(*cell(person())))
SECOND = workbook(sheet(*cell(person(workplace="Sở Tư pháp"))))
PATIENCE = 0.5  # seconds that the importer gets to run into the editor's lock


def imported_bloc():
    bloc = make_bloc()
    assert apply(None, upload(None, bloc, FIRST, "a.xlsx"))
    return bloc


@pytest.mark.django_db(transaction=True)
def test_an_edit_made_while_a_list_is_applied_is_kept():
    batch = upload(None, imported_bloc(), SECOND, "b.xlsx")
    editing, done = threading.Event(), threading.Event()

    def edit():
        with transaction.atomic():
            somebody = Person.objects.select_for_update().get()
            editing.set()
            done.wait(PATIENCE)
            somebody.email = "an@example.org"
            somebody.save()
        connections.close_all()

    editor = threading.Thread(target=edit)
    editor.start()
    editing.wait()
    apply(None, batch)
    done.set()
    editor.join()

    somebody = Person.objects.get()
    assert (somebody.email, somebody.workplace) == ("an@example.org", "Sở Tư pháp")


@pytest.mark.django_db
def test_command_that_wrote_nothing_says_so(tmp_path):
    bloc = imported_bloc()
    path = tmp_path / "b.xlsx"
    path.write_bytes(SECOND)

    def change_after_the_preview(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith('INSERT INTO "organizations_importrow"'):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE organizations_person SET workplace = 'Sở Y tế'")
        return answer

    with (
        connection.execute_wrapper(change_after_the_preview),
        pytest.raises(CommandError, match="chưa ghi gì"),
    ):
        call_command("import_people", str(path), "--bloc", bloc.name)

    assert ImportBatch.objects.filter(step=ImportBatch.Step.APPLIED).count() == 1
    assert Person.objects.get().workplace != "Sở Tư pháp"
