from django.apps import AppConfig


class MachineConfig(AppConfig):
    name = "config"
    verbose_name = "Cài đặt máy"

    def ready(self):
        from config import checks  # noqa: F401  (registers itself, needs loaded apps)
