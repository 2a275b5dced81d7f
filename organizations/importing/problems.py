"""Why a row is not taken: one code a row, and the sentence that tells how to mend it."""

PROBLEMS = {
    "no_name": "Thiếu họ và tên. Hãy ghi họ và tên vào ô này.",
    "bad_date": "Ngày không có thật hoặc không đúng dạng. Hãy ghi dạng 05/03/1974; riêng ngày "
    "sinh có thể chỉ ghi năm.",
    "bad_card": "Số thẻ đảng viên có ký tự không phải chữ số. Hãy ghi lại số thẻ.",
    "bad_gender": "Giới tính phải ghi “Nam” hoặc “Nữ”.",
    "bad_email": "Địa chỉ thư điện tử không đúng dạng. Hãy ghi lại hoặc để trống.",
    "two_births": "Ngày sinh ghi ở cả cột Nam và cột Nữ. Hãy chỉ ghi ở một cột.",
    "duplicate_card": "Số thẻ đảng viên trùng với một dòng ở trên hoặc ở trang tính trước. Hãy "
    "kiểm tra số thẻ của cả hai đồng chí, hoặc xóa dòng ghi hai lần.",
    "duplicate_person": "Đồng chí cùng họ tên, ngày sinh, ngày vào Đảng đã có ở một dòng khác. "
    "Hãy xóa dòng ghi hai lần, hoặc ghi số thẻ để phân biệt.",
    "no_admission": "Thiếu ngày vào Đảng. Hãy ghi ngày vào Đảng (ngày kết nạp).",
    "official_before_admission": "Ngày chính thức không sau ngày vào Đảng. Hãy kiểm tra cả hai "
    "ngày.",
    "admitted_before_birth": "Ngày vào Đảng không sau ngày sinh. Hãy kiểm tra cả hai ngày.",
    "born_in_future": "Ngày sinh ở sau ngày lập danh sách. Hãy kiểm tra năm sinh.",
    "date_in_future": "Ngày này chưa đến. Hãy kiểm tra năm.",
    "tcvn3": "Chữ gõ bằng phông cũ .VnTime (TCVN3). Hãy chọn “Chuyển mã chữ cũ” ở trang này, "
    "hoặc gõ lại bằng phông Unicode.",
    "vni": "Chữ gõ bằng phông cũ VNI. Hãy chọn “Chuyển mã chữ cũ” ở trang này, hoặc gõ lại bằng "
    "phông Unicode.",
    "too_long": "Nội dung ô này quá dài. Hãy ghi ngắn lại.",
    "no_base": "Không rõ đồng chí thuộc đảng bộ, chi bộ cơ sở nào. Hãy ghi tên tổ chức ở phần "
    "“Nhận dạng” của trang tính này.",
    "no_cell": "Không rõ đồng chí thuộc chi bộ nào. Hãy ghi dòng tên chi bộ ở phía trên.",
    "wrong_kind": "Tổ chức này đang là loại hình khác trong phần mềm. Hãy sửa loại hình ở phần "
    "“Nhận dạng” của trang tính này.",
    "post_elsewhere": "Không thấy tổ chức ghi trong ngoặc sau chức vụ, tổ chức đó không có chức vụ "
    "này, hoặc đồng chí không sinh hoạt ở đó. Hãy kiểm tra tên tổ chức.",
    "two_secretaries": "Chi bộ, đảng bộ này đã có bí thư ở một dòng khác. Hãy kiểm tra chức vụ "
    "của cả hai đồng chí.",
    "two_group_leaders": "Tổ đảng này đã có tổ trưởng ở một dòng khác. Hãy kiểm tra chức vụ của "
    "cả hai đồng chí.",
    "card_of_other": "Số thẻ này trong phần mềm là của đồng chí khác (khác cả họ tên và ngày "
    "sinh). Hãy kiểm tra số thẻ.",
    "days_conflict": "Ngày trong tệp không khớp với các ngày đang lưu của đồng chí này (sinh, vào "
    "Đảng, chính thức phải theo thứ tự). Hãy kiểm tra cả tệp và trang của đồng chí ấy.",
    "post_of_probationary": "Đảng viên dự bị chưa được bầu hoặc chỉ định vào cấp ủy. Hãy kiểm tra "
    "chức vụ hoặc ghi ngày chính thức.",
    "card_elsewhere": "Đồng chí có số thẻ này đang sinh hoạt ở nơi đồng chí không quản lý. Hãy "
    "làm thủ tục chuyển sinh hoạt ở nơi đi trước.",
    "ambiguous": "Trong phần mềm có nhiều đồng chí cùng họ tên, ngày sinh. Hãy ghi số thẻ để "
    "phân biệt.",
}

# Found only when a list is compared with the database: told anew each time.
FOUND_IN_PLANNING = {
    "wrong_kind",
    "post_elsewhere",
    "post_of_probationary",
    "days_conflict",
    "card_of_other",
    "card_elsewhere",
    "ambiguous",
    "two_secretaries",
    "two_group_leaders",
}

NOTICES = {
    "post_to_note": "Chức vụ không có trong danh mục, được ghi vào phần ghi chú.",
    "unclear_note": "Ghi chú nói đến miễn hoặc tạm thời sinh hoạt nhưng chưa rõ; phần mềm chỉ "
    "lưu ghi chú, đồng chí ghi tình trạng ở trang của đảng viên.",
}
