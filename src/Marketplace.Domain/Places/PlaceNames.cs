using Marketplace.Domain.Common;

namespace Marketplace.Domain.Places;

/// <summary>What people write before the name itself: "Xã Phan Hòa", "TP. Huế", "thị trấn Chợ Lầu".</summary>
public static class PlaceNames
{
    private static readonly string[] WrittenKinds =
        ["Thị trấn ", "Thị xã ", "Thành phố ", "Phường ", "Đặc khu ", "Quận ", "Huyện ", "Tỉnh ", "Xã "];

    private static readonly string[] TypedKinds =
        ["thi tran ", "thi xa ", "thanh pho ", "phuong ", "dac khu ", "quan ", "huyen ", "tinh ", "xa ", "tp ", "tx ", "tt "];

    /// <summary>As written, without the kind of unit in front: "Phan Hòa". A numbered unit keeps its kind, because "1" alone names nothing.</summary>
    public static string Bare(string name) => Without(WrittenKinds, name);

    /// <summary>What a unit is stored under: the bare name, folded.</summary>
    public static string Key(string name) => Fold.Text(Bare(name));

    /// <summary>
    /// What a typed name may be stored under. Two keys, because without marks nobody can tell the kind from the name: "xa phien" is the commune
    /// Xà Phiên as well as "xã Phiên".
    /// </summary>
    public static IReadOnlyList<string> Keys(string? typed)
    {
        var whole = Fold.Text(typed);
        var bare = Without(TypedKinds, whole);

        return bare == whole ? [whole] : [whole, bare];
    }

    private static string Without(string[] kinds, string name)
    {
        foreach (var kind in kinds)
        {
            if (name.Length > kind.Length && name.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && !char.IsDigit(name[kind.Length]))
            {
                return name[kind.Length..];
            }
        }

        return name;
    }
}
