from django.apps import AppConfig
from django.forms import Field


class MachineConfig(AppConfig):
    name = "config"
    verbose_name = "Cài đặt máy"

    def ready(self):
        Field.default_error_messages["required"] = "Đồng chí chưa điền mục này."
        from config import checks  # noqa: F401  (registers itself, needs loaded apps)
