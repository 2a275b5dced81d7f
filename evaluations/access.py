"""Who may do what with evaluations, meetings and counting sheets (roles.md).

Each ``get_…_for`` fetches and checks in one call and refuses as ``organizations.access``.
"""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404

from evaluations.models import Evaluation, Meeting, Question
from evaluations.workflow import BY_DECISION
from organizations.access import CELL_OFFICERS, Hidden, viewer_of
from organizations.models import (
    BASE_KINDS,
    BOARD_ROLES,
    CELL_KINDS,
    COMMITTEE_ROLES,
    Kind,
    Organization,
    Role,
)
from registrations.models import Guidance, Round

LEADING = (Role.SECRETARY, Role.DEPUTY_SECRETARY)
STANDING = (*LEADING, Role.STANDING_MEMBER)
REFUSED = "Đồng chí không có quyền thực hiện việc này."


class Reader:
    """What an account may do with a round's evaluations in one organization.

    ``path``: ids of the organization and those above it, the bloc first. The propaganda
    board follows the rounds of NG and LD, not those of HD 21 and HD 22 (roles.md).
    """

    def __init__(self, account, organization, path, round_=None):
        self.account = account
        self.round = round_
        self.viewer = viewer_of(account)
        self.organization = organization
        self.path = path

    @cached_property
    def may_record(self):
        """Committee opinions, facts, attendance, in the own organization."""
        roles = CELL_OFFICERS if self.organization.kind in CELL_KINDS else COMMITTEE_ROLES
        return self.viewer.holds(roles, self.path[-1:])

    @cached_property
    def may_run(self):
        """Open and close votes, publish, report up: secretary and deputy only."""
        return self.viewer.holds(LEADING, self.path[-1:])

    @cached_property
    def may_lead_group(self):
        """Write the opinion of a group: its leader (``organization`` is the group)."""
        return self.viewer.holds((Role.GROUP_LEADER,), self.path[-1:])

    @cached_property
    def base_id(self):
        """The base organization in which the organization lies, or None for the bloc."""
        return self.path[1] if len(self.path) > 1 else None

    @cached_property
    def may_decide_members(self):
        """The base committee; in a base cell the cell's secretary and deputy (H21-14, LD-09)."""
        if self.base_id is None:
            return False
        if self.organization.kind == Kind.BASE_CELL:
            return self.may_run
        return self.viewer.holds(COMMITTEE_ROLES, [self.base_id])

    @cached_property
    def may_decide_organization(self):
        """The standing committee directly above; below a base committee that committee.

        Of a section's cells the base committee decides (I-10), under NG the section (NG-08).
        """
        if self.organization.kind in BASE_KINDS:
            return self.viewer.holds(STANDING, self.path[-2:-1])
        by_decision = self.round is not None and self.round.guidance in BY_DECISION
        above = self.path[1:2] if by_decision else self.path[-2:-1]
        return self.viewer.holds(COMMITTEE_ROLES, above)

    @cached_property
    def may_prepare(self):
        """The bloc's organisation board: opinions of related bodies, settings, exports."""
        return self.viewer.holds((Role.ORGANISATION_BOARD,), self.path[:1])

    @cached_property
    def may_follow(self):
        """Committees and boards above: everything reported."""
        reviews = self.round is not None and self.round.guidance in BY_DECISION
        boards = [role for role in BOARD_ROLES if not reviews or role != Role.PROPAGANDA_BOARD]
        return self.viewer.holds((*COMMITTEE_ROLES, *boards), self.path[:-1]) or (
            self.viewer.holds(boards, self.path)
        )

    @cached_property
    def may_read(self):
        """The own committee reads all; those above what is reported (``sees``)."""
        return self.may_record or self.may_follow or self.may_lead_group

    @cached_property
    def may_attend(self):
        """Read meetings: also the head of the agency, who chairs NG meetings too (NG-06)."""
        return self.may_read or self.viewer.holds((Role.AGENCY_HEAD,), self.path)

    def reads_meeting(self, round_, told):
        """Tell whether a meeting may be read; those above read what is finished and reported."""
        if self.may_record:
            return True
        if round_.guidance == Guidance.NEU_GUONG_2017:
            head = self.viewer.holds((Role.AGENCY_HEAD,), self.path)
            return head or (told and self.may_read)
        return told and self.may_follow

    may_never = False

    def may(self, verb):
        """Tell whether a verb (read, record, run, decide_members, …) is granted."""
        return getattr(self, f"may_{verb}")

    @property
    def inside(self):
        """Tell whether the organization lies on the reader's own way up or down."""
        return bool(self.viewer.home_ids & set(self.path))


def require(reader, verb):
    """Raise unless granted: forbidden inside the own organizations, else hidden."""
    if reader.may(verb):
        return
    if reader.inside or reader.may_read:
        raise PermissionDenied(REFUSED)
    raise Hidden


def get_place_for(account, round_pk, organization_pk, to="read"):
    """Return a round and an organization of its bloc with ``reader``, or refuse."""
    round_ = Round.objects.select_related("bloc").filter(pk=round_pk).first()
    organization = (
        Organization.objects.with_tree_fields()
        .select_related("parent")
        .filter(pk=organization_pk)
        .first()
    )
    if round_ is None or organization is None or organization.tree_path[0] != round_.bloc_id:
        raise Http404
    organization.reader = Reader(account, organization, organization.tree_path, round_)
    require(organization.reader, to)
    return round_, organization


def reader_in(account, organization_id, round_=None):
    """Return the reader for an organization by id, in a round where one is meant."""
    found = Organization.objects.with_tree_fields().select_related("parent")
    organization = found.get(pk=organization_id)
    return Reader(account, organization, organization.tree_path, round_)


def get_evaluation_for(account, pk, to="read"):
    """Return an evaluation with ``reader``, or refuse; everybody reads the own published one."""
    evaluation = (
        Evaluation.objects.select_related("round__bloc", "organization__parent", "person")
        .filter(pk=pk)
        .first()
    )
    if evaluation is None:
        raise Http404
    evaluation.reader = reader_in(account, evaluation.organization_id, evaluation.round)
    evaluation.own = evaluation.person_id is not None and (
        evaluation.person_id == account.person_id
    )
    if to == "read" and evaluation.own:
        return evaluation
    require(evaluation.reader, to)
    return evaluation


def get_meeting_for(account, pk, to="record"):
    """Return a meeting with ``reader``, or refuse."""
    meeting = (
        Meeting.objects.select_related("round__bloc", "organization__parent").filter(pk=pk).first()
    )
    if meeting is None:
        raise Http404
    meeting.reader = reader_in(account, meeting.organization_id, meeting.round)
    require(meeting.reader, to)
    return meeting


def get_question_for(account, pk, to="record"):
    """Return a question of a meeting with ``reader``, or refuse."""
    question = (
        Question.objects.select_related("meeting__round__bloc", "meeting__organization__parent")
        .filter(pk=pk)
        .first()
    )
    if question is None:
        raise Http404
    meeting = question.meeting
    question.reader = reader_in(account, meeting.organization_id, meeting.round)
    require(question.reader, to)
    return question


def get_counting_for(account, pk):
    """Return a question and the teller's number (1, 2) of the account's person, or refuse.

    The sheet of an open vote is number 1 and belongs to whoever may run the meeting.
    """
    question = (
        Question.objects.select_related("meeting__round__bloc", "meeting__organization__parent")
        .filter(pk=pk)
        .first()
    )
    if question is None:
        raise Http404
    meeting = question.meeting
    question.reader = reader_in(account, meeting.organization_id, meeting.round)
    if question.method != Question.Method.PAPER:
        require(question.reader, "run")
        return question, 1
    instead = question.sheets.filter(account=account).first()
    if instead is not None and question.reader.may_run:
        return question, instead.number  # counts for a teller who is away
    entry = question.meeting.roll.filter(
        person=account.person_id, teller__isnull=False, person__isnull=False
    ).first()
    if entry is None:
        require(question.reader, "never")
    return question, entry.teller
