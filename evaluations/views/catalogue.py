"""The pages "Quy định": the guidance documents rule by rule, their days, a calculator."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from evaluations import catalogue
from evaluations.forms import AllRulesFilter, CalculationForm, RuleFilter
from evaluations.rules.guidance import DEFAULTS
from evaluations.rules.inputs import FIRST_YEAR, LAST_YEAR
from evaluations.rules.registry import CALCULATIONS, GUIDANCES
from organizations.access import viewer_of
from organizations.vietnamese import tidy
from registrations.definitions import FORMS, WORDS
from registrations.queries import rounds_of


def guidance_list(request):
    """List the guidance documents, those of the reader's bloc first, or rules of all of them."""
    this_year = timezone.localdate().year
    rounds = rounds_of(viewer_of(request.user).home_ids)
    at_work = rounds.filter(closed_at=None, year__gte=this_year - 1)  # evaluated in the next year
    rows = catalogue.guidance_rows(this_year, list(at_work.order_by("year")))
    form = AllRulesFilter(request.GET)
    context = {
        "rows": rows,
        "form": form,
        "words": form.words,
        "found": catalogue.rules_by_document(rows, form.words) if form.words else [],
    }
    return render(request, "evaluations/guidances.html", context)


def guidance(request, name):
    """Show one guidance for a year: its calculator, days, rules and readings."""
    if name not in GUIDANCES:
        raise Http404
    found = GUIDANCES[name]
    this_year = timezone.localdate().year
    asked_text = tidy(request.GET.get("nam", ""))
    asked = catalogue.asked_year(asked_text)
    year = asked or catalogue.nearest_year(found, this_year)
    form = RuleFilter(request.GET)
    here = f"?nam={year}" if form.words else ""
    terms = terms_at_work(request.user, name, year)
    context = {"guidance": found, "year": year, "words": form.words, "here": here}
    if request.htmx:
        return answer(request, name, context, terms)
    context |= {
        "no_year": "" if asked else asked_text,
        "first_year": FIRST_YEAR,
        "last_year": LAST_YEAR,
        "in_force": found.in_force(year),
        "ended": not found.in_force(this_year),
        "nearest": catalogue.nearest_year(found, year),
        "years": catalogue.years_offered(found, this_year),
        "form": form,
        "rules": catalogue.rules_with(found, form.words),
        "deadlines": catalogue.deadline_rows(found, year) if found.in_force(year) else [],
        "settings": catalogue.setting_rows(found, terms),
        "links": catalogue.places_of(found, here),
        "calculations": calculations(name, request.GET, terms),
        "forms": [one for one in FORMS.values() if one.guidance == name],
        "report": WORDS[name].report if name in WORDS else "",
    }
    return render(request, "evaluations/guidance.html", context)


def terms_at_work(account, name, year):
    """Return the terms of the reader's round under a guidance in a year, else the defaults."""
    rounds = rounds_of(viewer_of(account).home_ids)
    at_work = rounds.filter(guidance=name, year=year).first()
    return at_work.terms if at_work else DEFAULTS


def calculations(name, asked, terms):
    """Return the forms of a guidance's calculations; the one that is asked has the number."""
    return [
        CalculationForm(one, asked if asked.get("tinh") == catalogue.slug_of(one) else None, terms)
        for one in CALCULATIONS[name]
    ]


def answer(request, name, context, terms):
    """Answer one calculation alone, while its number is being typed."""
    asked = [form for form in calculations(name, request.GET, terms) if form.is_bound]
    if not asked:
        raise Http404
    return render(request, "evaluations/_answer.html", context | {"calculation": asked[0]})
