"""Invented names and texts of the sample."""

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = {
    "M": "Văn Đức Minh Quang Hữu Công Xuân Quốc".split(),
    "F": "Thị Ngọc Thu Mỹ Kim Bích Diệu Hồng".split(),
}
GIVEN = {
    "M": "An Bình Cường Dũng Đạt Giang Hải Hiếu Khánh Lâm Long Nam Phong Quân Sơn Tài Thắng Trí Tú "
    "Việt Vượng".split(),
    "F": "Ánh Chi Duyên Giang Hà Hạnh Hoa Hương Lan Linh Loan Mai Nga Ngân Oanh Phượng Quỳnh Thảo "
    "Thủy Trang Vân".split(),
}
POSTS = ("Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Phó Trưởng phòng", "Trưởng phòng")
TEXTS = {
    1: (
        "Kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh; tham gia đủ 12 buổi sinh hoạt chi "
        "bộ và học tập đầy đủ các nghị quyết trong năm.",
        "Mỗi quý viết một bài thu hoạch về một chuyên đề học tập và làm theo Bác; kịp thời phản "
        "bác thông tin sai trái trên mạng xã hội.",
    ),
    2: (
        "Kê khai tài sản, thu nhập trung thực, đúng hạn; không nhận quà biếu dưới mọi hình thức "
        "khi giải quyết công việc.",
        "Sống giản dị, tiết kiệm; tổ chức việc hiếu, việc hỉ đúng quy định, không phô trương.",
    ),
    3: (
        "Tự phê bình nghiêm túc trước chi bộ mỗi quý một lần; góp ý thẳng thắn, xây dựng cho đồng "
        "chí trong tổ.",
        "Khi có khuyết điểm nhận trách nhiệm ngay và báo cáo chi bộ biện pháp khắc phục trong 30 "
        "ngày.",
    ),
    4: (
        "Giải quyết 100% hồ sơ của công dân đúng hạn; mỗi tháng một lần sinh hoạt với chi bộ nơi "
        "cư trú.",
        "Lắng nghe, trả lời phản ánh của Nhân dân trong 5 ngày làm việc; không gây phiền hà.",
    ),
    5: (
        "Hoàn thành 100% nhiệm vụ được giao đúng tiến độ; có ít nhất một sáng kiến cải tiến quy "
        "trình trước tháng 10.",
        "Số hóa hồ sơ lưu trữ của phòng giai đoạn 2015 - 2020, xong trong quý III.",
    ),
    6: (
        "Chấp hành nghiêm sự phân công của tổ chức, nội quy cơ quan; đóng đảng phí trước ngày 10 "
        "hằng tháng.",
        "Thực hiện đúng giờ giấc làm việc; không vi phạm những điều đảng viên không được làm.",
    ),
    7: (
        "Giữ gìn đoàn kết trong chi bộ; hướng dẫn một đồng nghiệp mới thành thạo công việc.",
        "Tham gia đầy đủ hoạt động của công đoàn; thăm hỏi đồng chí ốm đau, khó khăn kịp thời.",
    ),
    8: ("Khắc phục việc chậm báo cáo: gửi báo cáo trước hạn hai ngày, có sổ theo dõi hằng tuần.",),
    9: (
        "Xây dựng và thực hiện kế hoạch hành động của đơn vị; kiểm tra tiến độ mỗi quý và báo cáo "
        "cấp ủy cấp trên.",
    ),
}
SHORTCOMING = (
    "Còn chậm gửi báo cáo hai lần trong năm; chưa mạnh dạn tham gia góp ý trong sinh hoạt."
)
RETURNED = (
    "Tiêu chí 5 chưa nêu số liệu và thời gian hoàn thành; đề nghị đồng chí bổ sung rồi nộp lại."
)
PROOFS = (
    "Sổ theo dõi của chi bộ, báo cáo hằng quý.",
    "Kết quả giải quyết hồ sơ trên hệ thống một cửa của cơ quan.",
    "Biên bản sinh hoạt chi bộ; ý kiến nhận xét của tổ đảng cuối năm.",
)
SELF_CHECKS = (
    "Qua đối chiếu, bản thân không có biểu hiện suy thoái về tư tưởng chính trị; cần đọc kỹ hơn "
    "các nghị quyết mới.",
    "Không có biểu hiện suy thoái về đạo đức, lối sống; kê khai tài sản đúng hạn trước ngày 31/12.",
    "Không có biểu hiện “tự diễn biến”, “tự chuyển hóa”; cần chủ động hơn trong việc phản bác "
    "thông tin sai trái.",
)
MEASURES = (
    "Mỗi tháng dành một buổi tự học; gửi báo cáo trước hạn hai ngày; cuối mỗi quý tự kiểm điểm "
    "trước chi bộ.",
    "Lập kế hoạch công tác từng tuần; mỗi quý xin ý kiến góp ý của tổ đảng và đồng nghiệp một lần.",
)
NON_MEMBER_TEXTS = {
    "I": "Tiếp công dân đúng giờ, hướng dẫn hồ sơ một lần cho đủ; trong năm không để hồ sơ nào trễ "
    "hạn. Tiết kiệm 10% văn phòng phẩm của phòng.",
    "II": "Mỗi quý tham gia một buổi học chuyên đề của cơ quan; ghi sổ theo dõi hồ sơ hằng ngày, "
    "báo cáo Trưởng phòng trước ngày 25 hằng tháng.",
}
ORGANIZATION_TEXTS = {
    1: (
        "Xây dựng kế hoạch thực hiện Chỉ thị 05-CT/TW trong tháng 01; mỗi quý kiểm điểm một lần.",
        "Quán triệt văn bản của cấp trên đến 100% đảng viên trong 10 ngày; giao việc cho từng chi "
        "ủy viên.",
    ),
    2: (
        "Tổ chức học chuyên đề năm trong quý I, 100% đảng viên viết thu hoạch.",
        "Mỗi quý sinh hoạt một chuyên đề, phân công đảng viên chuẩn bị trước 15 ngày.",
    ),
    3: ("Rà soát, niêm yết Quy chuẩn đạo đức tại trụ sở trước ngày 31/3.",),
    4: (
        "Hoàn thành 100% chỉ tiêu được giao; giải quyết trên 98% hồ sơ đúng hạn.",
        "Hoàn thành 100% nhiệm vụ năm; có ít nhất hai sáng kiến được công nhận.",
    ),
    5: (
        "Khắc phục việc chậm gửi báo cáo: phân công một đồng chí theo dõi, xong trong quý I.",
        "Đối thoại với công chức, người lao động hai lần trong năm; không để đơn thư vượt cấp.",
    ),
    6: ("Cấp ủy viên, trưởng phòng đăng ký nêu gương trước; kiểm điểm mỗi sáu tháng.",),
    7: (
        "Duy trì mô hình “Ngày thứ Sáu không hẹn”; giới thiệu hai gương điển hình trong năm.",
        "Mỗi tháng đăng một bài gương người tốt, việc tốt trên trang của cơ quan.",
    ),
    8: ("Kiểm tra, giám sát chuyên đề hai đảng viên trong quý II và quý III.",),
    9: ("Báo cáo 6 tháng trước ngày 20/6, báo cáo năm trước ngày 20/12.",),
}
ORGANIZATION_COMMENT = (
    "Mục 7: nêu rõ gương điển hình nào sẽ được giới thiệu và vào tháng nào. Mục 4: ghi số sáng "
    "kiến dự kiến."
)
COMMENTS = (
    "Tiêu chí 4: bổ sung số buổi sinh hoạt nơi cư trú. Các nội dung khác nhất trí.",
    "Tiêu chí 5: nêu rõ sáng kiến nào, xong trong tháng nào.",
    "Nội dung cụ thể, đánh giá được; đề nghị giữ nguyên.",
    "Phần III: thêm biện pháp khắc phục việc ít phát biểu trong sinh hoạt.",
)
COURSE = (
    "Chủ trì nêu mục đích, yêu cầu. Từng đồng chí trình bày nội dung đăng ký; hội nghị thảo luận, "
    "góp ý."
)
CONCLUSION = (
    "Hội nghị nhất trí với các nội dung đăng ký. Đề nghị tiếp thu ý kiến góp ý và nộp trước ngày "
    "20/12."
)
ITEMS = (
    {
        "relation": "WORK",
        "scope": "Tiếp nhận và trả hồ sơ của công dân",
        "work": "Rà soát, rút ngắn ba bước trong quy trình giải quyết hồ sơ",
        "manner": "Chủ động, cầu thị; xin ý kiến đồng nghiệp mỗi tháng một lần",
        "result": "Xong trước ngày 30/9; giảm hai ngày so với quy định",
    },
    {
        "relation": "ORGANIZATION",
        "scope": "Chi bộ",
        "work": "Chuẩn bị và trình bày một chuyên đề học tập mỗi quý",
        "manner": "Nghiêm túc, thẳng thắn; lấy ý kiến góp ý sau mỗi buổi",
        "result": "Bốn chuyên đề trong năm, mỗi quý một",
    },
    {
        "relation": "OTHERS",
        "scope": "Công chức mới vào phòng",
        "work": "Kèm cặp một công chức mới thành thạo phần mềm quản lý văn bản",
        "manner": "Tận tình, kiên trì; mỗi tuần một buổi",
        "result": "Thành thạo trước ngày 30/6",
    },
    {
        "relation": "SELF",
        "scope": "Thói quen đọc và tự học",
        "work": "Đọc và ghi chép một cuốn sách về Bác mỗi quý",
        "manner": "Đều đặn 30 phút mỗi ngày",
        "result": "Bốn cuốn trong năm, có sổ ghi chép",
    },
)
VAGUE_ITEM = {
    "relation": "SELF",
    "scope": "Nền nếp làm việc",
    "work": "Không đi muộn về sớm, chấp hành nội quy cơ quan",
    "manner": "Nghiêm túc",
}
BOOKLET_RETURNED = (
    "Nội dung đăng ký thứ nhất chưa nêu thời gian và kết quả; đồng chí bổ sung rồi nộp lại."
)
NOTES = {
    "COMPLETED_WELL": (
        "Xong sớm 10 ngày; đã rút ngắn hai bước, 120 hồ sơ đúng hạn.",
        "Trình bày chuyên đề quý, 15 ý kiến đánh giá tốt.",
    ),
    "COMPLETED": (
        "Đúng kế hoạch: một chuyên đề, đọc xong một cuốn sách.",
        "Giải quyết 86 hồ sơ, không hồ sơ nào trễ hạn.",
    ),
    "NOT_COMPLETED": ("Đi công tác biệt phái hai tháng; chuyển nội dung sang quý sau.",),
}
STRENGTHS = (
    "Thực hiện đúng nội dung đăng ký; gương mẫu, có trách nhiệm trong công việc.",
    "Chủ động, có sáng kiến rút ngắn thời gian giải quyết hồ sơ.",
)
WEAKNESSES = (
    "Ít phát biểu trong sinh hoạt.",
    "Có lúc gửi báo cáo chậm.",
)
AWAY = "Đi công tác"
REVIEW_COURSE = (
    "Chủ trì nêu mục đích, yêu cầu. Từng đồng chí trình bày bản tự đánh giá; hội nghị góp ý, chi "
    "ủy báo cáo ý kiến đề xuất; hội nghị biểu quyết."
)
REVIEW_CONCLUSION = (
    "Hội nghị thống nhất kết quả biểu quyết. Các đồng chí tiếp thu ý kiến góp ý, ghi vào bản cam "
    "kết của năm sau."
)
REVIEW_TEXTS = {
    "I.1.1": "Kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh; dự đủ 12 buổi sinh hoạt chi "
    "bộ, học tập đủ các nghị quyết trong năm.",
    "I.1.2": "Mỗi quý có một việc làm theo Bác; lối sống giản dị, kê khai tài sản đúng hạn.",
    "I.1.3": "Chấp hành sự phân công của tổ chức; đóng đảng phí trước ngày 10 hằng tháng; giữ liên "
    "hệ với chi ủy nơi cư trú.",
    "I.1.4": "Làm việc có kế hoạch từng tuần; trả lời ý kiến của công dân trong 5 ngày làm việc.",
    "I.1.5": "Qua đối chiếu 27 biểu hiện, bản thân không có biểu hiện suy thoái, “tự diễn biến”, "
    "“tự chuyển hóa”.",
    "I.2.1": "Thực hiện đúng chức trách, quyền hạn được phân công; không có việc vượt quyền.",
    "I.2.2": "Giải quyết 312 hồ sơ, đúng hạn 100%; hoàn thành 04 nhiệm vụ được giao trong năm.",
    "I.2.3": "Lĩnh vực phụ trách hoàn thành kế hoạch; còn một báo cáo gửi chậm hai ngày, bản thân "
    "nhận trách nhiệm.",
    "I.2.4": "Cùng tập thể lãnh đạo hoàn thành nhiệm vụ chính trị của đơn vị; nội bộ đoàn kết.",
    "I.2.5": "Gương mẫu trong phòng, chống tham nhũng, lãng phí; công khai tài chính hằng quý.",
    "I.3": "Đã thực hiện đủ các nội dung cam kết của năm; nội dung thứ năm xong trước hạn một "
    "tháng.",
    "II.1": "Có lúc ít phát biểu trong sinh hoạt; một báo cáo gửi chậm hai ngày.",
    "II.2": "Chưa chủ động sắp xếp công việc khi có nhiệm vụ đột xuất.",
    "III": "Hạn chế của năm trước đã được khắc phục: có sổ theo dõi hằng tuần, từ quý II không còn "
    "báo cáo chậm.",
    "V": "Nhận trách nhiệm về phần việc được phân công.",
    "VI": "Gửi báo cáo trước hạn hai ngày; mỗi quý chuẩn bị một ý kiến phát biểu trong sinh hoạt.",
}
REPORT_TEXTS = {
    "I.1": "Quán triệt 08 nghị quyết, chỉ thị đến 100% đảng viên trong 10 ngày; có chương trình "
    "hành động và kiểm tra từng quý.",
    "I.2": "Lãnh đạo hoàn thành 12/12 chỉ tiêu được giao; 98,6% hồ sơ giải quyết đúng hạn.",
    "I.3": "Giữ nguyên tắc tập trung dân chủ; quy chế làm việc được sửa đổi trong quý I.",
    "I.4": "Mỗi quý sinh hoạt một chuyên đề học tập và làm theo Bác; không có đảng viên suy thoái, "
    "tham nhũng, lãng phí.",
    "I.5": "Kiểm tra 02 đảng viên, giám sát chuyên đề 01 lần; không có đảng viên bị kỷ luật.",
    "II.1": "Sinh hoạt chuyên đề quý III chậm 10 ngày; ít sáng kiến được công nhận.",
    "II.2": "Phân công chuẩn bị chưa cụ thể.",
    "III": "Đã khắc phục việc chậm gửi báo cáo được chỉ ra năm trước.",
    "V": "Tập thể cấp ủy và đồng chí bí thư nhận trách nhiệm về việc sinh hoạt chậm.",
    "VI": "Lập lịch sinh hoạt chuyên đề từ đầu năm; mỗi quý đôn đốc sáng kiến một lần.",
}
RELATED_OPINION = (
    "Cơ quan hoàn thành các nhiệm vụ được giao trong năm, phối hợp tốt; nhất trí mức đề xuất."
)
OUTSTANDING_NOTE = "Hai đồng chí đi công tác dài ngày, chi bộ kiểm điểm và bỏ phiếu ở hội nghị sau."
OWN_ASSESSMENTS = (
    "Đã thực hiện đủ các nội dung đăng ký; giải quyết 120 hồ sơ, không hồ sơ nào trễ hạn.",
    "Hoàn thành các việc đã đăng ký, trong đó hai việc xong trước hạn; còn ít phát biểu trong sinh "
    "hoạt.",
)
GROUP_OPINION = "Tổ nhất trí với bản tự đánh giá; đề nghị phát huy."
PRAISE = "Chủ động rút ngắn ba bước trong quy trình giải quyết hồ sơ."
REMINDER = "Mạnh dạn góp ý hơn trong sinh hoạt."
DONE = (
    "Dự đủ sinh hoạt chi bộ, hoàn thành 100% nhiệm vụ đúng tiến độ; giúp một đồng nghiệp mới thành "
    "thạo công việc.",
    "Thực hiện đủ các nội dung đã cam kết; có một sáng kiến rút ngắn hai bước trong quy trình.",
)
