from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại hằng năm"

    def ready(self):
        """Let printed forms, reminders and the list of what is due ask for the year's end."""
        from evaluations.queries.assessed import assessments_of
        from evaluations.queries.closings import closings_of
        from evaluations.queries.year_lines import lines_of, reminders_on
        from registrations import reminders
        from registrations.documents import closing
        from registrations.queries import first_due

        for providers, mine in (
            (closing.PROVIDERS, [assessments_of, closings_of]),
            (first_due.PROVIDERS, [lines_of]),
            (reminders.PROVIDERS, [reminders_on]),
        ):
            providers.extend(one for one in mine if one not in providers)
