"""The paper slips that bring first passwords to people."""

import segno
from django.template.loader import render_to_string

from config.pdf import render_pdf


def print_slips(slips, address):
    """Return the PDF of the slips: eight an A4 page, to be cut along the lines."""
    code = segno.make(address, error="m").png_data_uri(scale=8, border=0)
    html = render_to_string(
        "accounts/slips.html", {"slips": slips, "address": address, "code": code}
    )
    return render_pdf(html, ["slips.css"])
