from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại hằng năm"

    def ready(self):
        """Let printed registrations ask for their year's end."""
        from evaluations.queries.assessed import assessments_of
        from evaluations.queries.closings import closings_of
        from registrations.documents import closing

        for provider in (assessments_of, closings_of):
            if provider not in closing.PROVIDERS:
                closing.PROVIDERS.append(provider)
