using Marketplace.Domain.People;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>Invented names with the family names usual among a people. Nobody real is meant.</summary>
internal static class DemoNames
{
    /// <summary>Where invented people have their mail: a name kept for examples (RFC 2606), so that nothing ever arrives.</summary>
    public const string Domain = "demo.chophien.example";

    private static readonly string[] Women =
        ["Mai", "Hoa", "Lan", "Dung", "Sao", "Mỷ", "Chi", "Xuân", "Thu", "Hạnh", "Nga", "Bình", "Liên", "Phượng", "Sen", "Hương", "Pằng", "Yến", "Loan", "Thơm"];

    private static readonly string[] Men =
        ["Páo", "Sơn", "Dũng", "Minh", "Chứ", "Lâm", "Hùng", "Thắng", "Quý", "Tư", "Khánh", "Vinh", "Pó", "Hải", "Thành", "Đức", "Phong", "Lềnh", "Tuấn", "Nam"];

    private static readonly Dictionary<string, string[]> Families = new()
    {
        ["hmong"] = ["Giàng", "Vàng", "Sùng", "Thào", "Hạng", "Mùa", "Lầu", "Cứ"],
        ["dao"] = ["Triệu", "Phàn", "Chảo", "Tẩn", "Bàn", "Đặng", "Lý"],
        ["tay"] = ["Nông", "Hoàng", "Bế", "Ma", "Lương", "Chu"],
        ["nung"] = ["Nông", "Lục", "Hoàng", "Vi", "Đàm", "Lương"],
        ["thai"] = ["Lò", "Quàng", "Cà", "Vì", "Tòng", "Lường", "Hà"],
        ["lao"] = ["Lò", "Lường", "Vì"],
        ["lu"] = ["Lò", "Tao", "Vàng"],
        ["ha-nhi"] = ["Phu", "Chu", "Sò", "Ly", "Vàng"],
        ["giay"] = ["Vàng", "Lù", "Hoàng", "Nông", "Sần"],
        ["phu-la"] = ["Ly", "Sùng", "Chảo"],
        ["la-chi"] = ["Vương", "Long", "Ly", "Xin"],
        ["lo-lo"] = ["Sình", "Dìu", "Lò", "Vàng"],
        ["muong"] = ["Bùi", "Đinh", "Quách", "Hà"],
        ["san-chay"] = ["Trần", "Hoàng", "La", "Lý"],
        ["tho"] = ["Trương", "Lê", "Cao"],
        ["kho-mu"] = ["Cụt", "Moong", "Lữ", "Ốc"],
        ["bru-van-kieu"] = ["Hồ"],
        ["ta-oi"] = ["Hồ", "Lê", "Kê"],
        ["co-tu"] = ["Alăng", "Bhling", "Zơrâm", "Coor", "Pơloong"],
        ["co"] = ["Hồ", "Đinh"],
        ["xo-dang"] = ["A", "Y"],
        ["hre"] = ["Phạm", "Đinh"],
        ["gie-trieng"] = ["A", "Y"],
        ["ba-na"] = ["Đinh"],
        ["gia-rai"] = ["Rơ Châm", "Ksor", "Siu", "Kpă", "Rơ Mah"],
        ["e-de"] = ["Niê", "Êban", "Mlô", "Ktla", "Byă"],
        ["mnong"] = ["Điểu", "Thị", "H'"],
        ["co-ho"] = ["Cil", "K'", "Liêng", "Bon"],
        ["ma"] = ["K'", "Điểu"],
        ["chu-ru"] = ["Ma", "Ya", "Touprong"],
        ["cham"] = ["Đàng", "Lưu", "Quảng", "Thập", "Trượng", "Bá"],
        ["ra-glai"] = ["Mang", "Cao", "Katơr", "Chamaléa"],
        ["xtieng"] = ["Điểu", "Thị"],
        ["khmer"] = ["Thạch", "Kim", "Danh", "Lâm", "Châu", "Neáng"],
    };

    public static string Of(string people, Gender gender, int index)
    {
        var families = Families.GetValueOrDefault(people) ?? ["Lò", "Hà", "Vì"];
        var woman = gender == Gender.Female;
        var given = woman ? Women[index * 7 % Women.Length] : Men[index * 7 % Men.Length];
        return people switch
        {
            "xo-dang" or "gie-trieng" => $"{(woman ? "Y" : "A")} {given}",
            "xtieng" => $"{(woman ? "Thị" : "Điểu")} {given}",
            "mnong" => woman ? $"H'{given} Bkrông" : $"Y {given} Rlưk",
            "e-de" => $"{(woman ? "H'" : "Y ")}{given} {families[index % families.Length]}",
            "co-ho" or "ma" => $"{(woman ? "Ka" : "K'")} {given}".Replace("K' ", "K'", StringComparison.Ordinal),
            "chu-ru" => $"{(woman ? "Ma" : "Ya")} {given}",
            "khmer" => woman ? $"Neáng {given}" : $"{families[index % (families.Length - 1)]} {given}",
            "hmong" => $"{families[index % families.Length]} {(woman ? "Thị" : "A")} {given}",
            _ => $"{families[index % families.Length]} {(woman ? "Thị" : "Văn")} {given}",
        };
    }
}
