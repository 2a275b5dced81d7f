from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import Field


class MachineConfig(AppConfig):
    name = "config"
    verbose_name = "Cài đặt máy"

    def ready(self):
        Field.default_error_messages["required"] = "Đồng chí chưa điền mục này."
        ProhibitNullCharactersValidator.message = (
            "Mục này có ký tự lạ không nhìn thấy. Đồng chí xóa đi và gõ lại."
        )
        from config import checks  # noqa: F401  (registers itself, needs loaded apps)
