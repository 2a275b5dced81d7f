"""Addresses of the evaluations app."""

from django.urls import path

from evaluations.views import (
    board,
    catalogue,
    commitments,
    counting,
    deciding,
    issuing,
    meetings,
    opinions,
    organizations,
    own,
    ratings,
    results,
    rolls,
    scores,
    voting,
)

urlpatterns = [
    path("quy-dinh/", catalogue.guidance_list, name="guidances"),
    path("quy-dinh/<slug:name>/", catalogue.guidance, name="guidance"),
]
urlpatterns += [*board.urlpatterns, *own.urlpatterns, *scores.urlpatterns]
urlpatterns += [*meetings.urlpatterns, *rolls.urlpatterns]
urlpatterns += [*counting.urlpatterns, *voting.urlpatterns]
urlpatterns += [*deciding.urlpatterns, *organizations.urlpatterns, *opinions.urlpatterns]
urlpatterns += [*results.urlpatterns, *issuing.urlpatterns]
urlpatterns += commitments.urlpatterns
urlpatterns += ratings.urlpatterns
