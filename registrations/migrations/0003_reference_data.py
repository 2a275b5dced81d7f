"""Short headings of the 27 manifestations and the 19 forbidden things; vague phrases.

Summaries in the program's own words, marked so; a propaganda board enters the official
wording (forms.md). What an installation has already entered is left as it is.
"""

from django.db import migrations

MANIFESTATIONS = {
    "I": (
        "Phai nhạt lý tưởng, dao động, giảm sút niềm tin vào mục tiêu độc lập dân tộc và chủ nghĩa xã hội",
        "Xa rời tôn chỉ, mục đích của Đảng; không kiên định con đường đi lên chủ nghĩa xã hội",
        "Nhận thức sai lệch về lý luận chính trị; lười học tập chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh, "
        "nghị quyết của Đảng",
        "Không chấp hành nghiêm nguyên tắc tổ chức của Đảng; sa sút ý chí phấn đấu, né tránh trách nhiệm, làm "
        "việc qua loa",
        "Giấu khuyết điểm khi tự phê bình; nể nang, ngại va chạm hoặc lợi dụng phê bình để nịnh bợ, đả kích",
        "Nói, viết không đúng với đường lối của Đảng, pháp luật của Nhà nước; nói không đi đôi với làm",
        "Duy ý chí, áp đặt, bảo thủ, chỉ làm theo ý mình; không chịu lắng nghe, tiếp thu",
        "Tham vọng chức quyền; kén chọn chức danh, vị trí; không chấp hành sự phân công của tổ chức",
        "Tư duy nhiệm kỳ, chỉ lo việc ngắn hạn có lợi cho mình; ưu ái bổ nhiệm người thân, người quen",
    ),
    "II": (
        "Cá nhân chủ nghĩa, ích kỷ, thực dụng, vụ lợi; ganh ghét, đố kỵ với người hơn mình",
        "Vi phạm nguyên tắc tập trung dân chủ, gây mất đoàn kết; cục bộ, bè phái, độc đoán, gia trưởng",
        "Kê khai tài sản, thu nhập không trung thực",
        "Mắc bệnh thành tích, háo danh, phô trương, che giấu khuyết điểm, chạy khen thưởng, danh hiệu",
        "Quan liêu, xa rời quần chúng, không sát thực tế; thờ ơ, vô cảm trước khó khăn của Nhân dân",
        "Quyết định hoặc tổ chức thực hiện gây lãng phí, thất thoát tài sản công, tài nguyên, nhân lực",
        "Tham ô, tham nhũng; lợi dụng chức vụ, quyền hạn để trục lợi hoặc bao che, tiếp tay cho tiêu cực",
        "Thao túng công tác cán bộ; dùng quyền lực vì lợi ích cá nhân hoặc để người thân, người quen trục lợi",
        "Đánh bạc, rượu chè bê tha, mê tín dị đoan; sa vào tệ nạn xã hội, vi phạm thuần phong mỹ tục",
    ),
    "III": (
        "Phản bác, phủ nhận chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh, nguyên tắc tổ chức của Đảng; đòi đa "
        "nguyên, đa đảng",
        "Phủ nhận nền dân chủ, nhà nước pháp quyền xã hội chủ nghĩa; đòi tam quyền phân lập, xã hội dân sự",
        "Nói, viết, làm trái đường lối, pháp luật; phủ nhận thành quả cách mạng, xuyên tạc lịch sử, vu cáo lãnh "
        "đạo",
        "Kích động bất mãn, chống đối trong nội bộ; dùng truyền thông, mạng xã hội bôi nhọ, gây chia rẽ",
        "Phủ nhận sự lãnh đạo tuyệt đối, trực tiếp của Đảng đối với lực lượng vũ trang; đòi phi chính trị hóa quân "
        "đội, công an",
        "Móc nối, cấu kết với thế lực thù địch, phần tử cơ hội để truyền bá quan điểm đối lập, chống phá",
        "Đưa thông tin sai lệch, xuyên tạc đường lối đối ngoại; thông tin phiến diện về tình hình quốc tế",
        "Phủ nhận sự lãnh đạo của Đảng đối với văn hóa, văn học, nghệ thuật; quảng bá tác phẩm lệch lạc",
        "Tư tưởng dân tộc hẹp hòi, tôn giáo cực đoan; lợi dụng dân chủ, nhân quyền, dân tộc, tôn giáo gây chia rẽ",
    ),
}
FORBIDDEN = (
    "Nói, làm trái hoặc không thực hiện Cương lĩnh, Điều lệ, nghị quyết, quy định của Đảng; làm việc pháp luật "
    "không cho phép",
    "Cung cấp, để lộ, làm mất, đăng tải bí mật của Đảng, Nhà nước hoặc việc chưa được công bố; tán phát thông "
    "tin, tài liệu trái đường lối, pháp luật",
    "Viết, đăng tin, bài sai sự thật, vu cáo, bịa đặt; sáng tác, tán phát tác phẩm không lành mạnh",
    "Tổ chức, xúi giục, tham gia bè phái, chia rẽ, cục bộ; lợi dụng góp ý để đả kích, đe dọa, trù dập",
    "Tố cáo bịa đặt, giấu tên, mạo tên, cùng người khác viết, ký đơn tố cáo; kích động người khác khiếu nại, tố "
    "cáo; gửi đơn đến nơi không có thẩm quyền",
    "Tổ chức, tham gia hội trái pháp luật; biểu tình, tập trung đông người gây mất trật tự",
    "Tự ứng cử, nhận đề cử, đề cử khi chưa được tổ chức đảng có thẩm quyền cho phép",
    "Báo cáo, kê khai lý lịch, tài sản, thu nhập không trung thực; dùng văn bằng, chứng chỉ không hợp pháp",
    "Can thiệp, tác động để bản thân hoặc người khác được bầu, bổ nhiệm, đi học, phong tặng trái quy định",
    "Can thiệp vào hoạt động kiểm tra, thanh tra, điều tra, xét xử; bao che, cản trở việc xử lý vi phạm",
    "Quan liêu, thiếu trách nhiệm, báo cáo sai sự thật để nơi mình phụ trách mất đoàn kết, tham nhũng, lãng phí",
    "Làm trái quy định về nhà, đất, tài sản, vốn, tài chính, dự án, chính sách xã hội",
    "Đưa, nhận, môi giới hối lộ; lợi dụng vị trí công tác để môi giới, hưởng thù lao trái quy định",
    "Để vợ, chồng, cha mẹ, con, anh chị em ruột lợi dụng chức vụ, quyền hạn của mình nhằm trục lợi",
    "Dùng tài sản, kinh phí công hoặc tiền, quà trái quy định; tham quan, tặng quà, chiêu đãi lãng phí, vụ lợi",
    "Thành lập, góp vốn, điều hành doanh nghiệp hoặc ký kết, đầu tư trái quy định",
    "Đánh bạc, cho vay trái pháp luật, dùng ma túy, uống rượu, bia bê tha và các tệ nạn khác",
    "Mê tín, hoạt động mê tín; ủng hộ, tham gia tổ chức tôn giáo bất hợp pháp, lợi dụng tôn giáo để trục lợi",
    "Tổ chức việc cưới, việc tang, lễ, tết xa hoa, vụ lợi; vi phạm đạo đức gia đình, xã hội",
)
VAGUE = (
    "không đi muộn về sớm",
    "đi làm đúng giờ",
    "chấp hành nội quy",
    "chấp hành tốt",
    "chấp hành nghiêm",
    "thực hiện tốt",
    "hoàn thành tốt nhiệm vụ",
    "cố gắng",
    "phấn đấu hơn nữa",
    "tích cực tham gia",
    "nâng cao ý thức",
    "nâng cao tinh thần trách nhiệm",
    "có ý thức",
    "thường xuyên học tập",
)


def items():
    """Yield (kind, code, position, wording) of everything that is kept."""
    for place, roman in enumerate(MANIFESTATIONS):
        for number, wording in enumerate(MANIFESTATIONS[roman], start=1):
            yield "MANIFESTATION", f"{roman}.{number}", place * 9 + number, wording
    for number, wording in enumerate(FORBIDDEN, start=1):
        yield "FORBIDDEN", str(number), number, wording


def fill(apps, schema_editor):
    ReferenceItem = apps.get_model("registrations", "ReferenceItem")
    for kind, code, position, wording in items():
        ReferenceItem.objects.get_or_create(
            kind=kind,
            code=code,
            defaults={"position": position, "wording": wording, "summary": True},
        )
    VaguePhrase = apps.get_model("registrations", "VaguePhrase")
    for phrase in VAGUE:
        VaguePhrase.objects.get_or_create(phrase=phrase)


class Migration(migrations.Migration):
    dependencies = [("registrations", "0002_all_forms")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
