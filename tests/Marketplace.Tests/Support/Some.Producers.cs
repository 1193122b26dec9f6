using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;

namespace Marketplace.Tests.Support;

/// <summary>Ordinary things for tests that only need one to be there.</summary>
internal static partial class Some
{
    public static readonly DateTimeOffset Moment = new(2026, 8, 1, 3, 0, 0, TimeSpan.Zero);

    private static int s_last;

    public static AdminUnit Province(string code = "08", string name = "Tuyên Quang", string region = "trung-du-mien-nui-phia-bac") => new()
    {
        Level = AdminLevel.Province,
        Code = code,
        Kind = "province",
        NameVi = name,
        NameEn = Fold.Text(name),
        MacroRegion = region,
        ValidFrom = new DateOnly(2025, 7, 1),
        FoldedName = Fold.Text(name),
    };

    public static AdminUnit Commune(AdminUnit province, string code = "00901", string name = "Lùng Tám") => new()
    {
        Level = AdminLevel.Commune,
        Code = code,
        Kind = "commune",
        NameVi = name,
        NameEn = Fold.Text(name),
        Parent = province,
        ValidFrom = new DateOnly(2025, 7, 1),
        FoldedName = Fold.Text(name),
    };

    /// <summary>Of places, as a Vietnamese reader looks for them; by the numbers of their letters those that begin with Ẳ, Â and Đ would stand last.</summary>
    public static IReadOnlyList<string> NamesInOrder { get; } = ["An Hữu", "Ẳng Cang", "Ân Thi", "Bắc Hà", "Dền Sáng", "Đông Hà", "Ea Kar"];

    /// <summary>One of each of those names, the last first.</summary>
    public static AdminUnit[] Provinces() => [.. NamesInOrder.Reverse().Select((name, number) => Province($"{20 + number}", name))];

    /// <inheritdoc cref="Provinces"/>
    public static AdminUnit[] Communes(AdminUnit province) => [.. NamesInOrder.Reverse().Select((name, number) => Commune(province, $"{10_000 + number}", name))];

    /// <summary>A unit that ended with the map of June 2025.</summary>
    public static AdminUnit Former(AdminLevel level, string code, string name, AdminUnit? parent, string district = "") => new()
    {
        Level = level,
        Code = code,
        Kind = "old",
        NameVi = name,
        NameEn = name,
        Parent = parent,
        DistrictName = district,
        ValidFrom = new DateOnly(2020, 1, 1),
        ValidTo = new DateOnly(2025, 6, 30),
        FoldedName = PlaceNames.Key(name),
    };

    /// <summary>A verified producer in a saved commune.</summary>
    public static Producer Producer(int unitId, ProducerKind kind = ProducerKind.Household, string name = "Nhà Sùng")
    {
        var producer = new Producer
        {
            Id = ProducerId.New(),
            Kind = kind,
            Slug = $"{Fold.Slug(name)}-{Interlocked.Increment(ref s_last)}",
            NameVi = name,
            NameEn = name,
            UnitId = unitId,
            Phone = "+84912345678",
            AppliedAt = Moment,
        };
        producer.Verify(Moment);
        producer.TakeEvents();
        return producer;
    }

    /// <summary>A verified producer with its province and commune, saved.</summary>
    public static async Task<Producer> SavedProducer(TestMarketplace market, ProducerKind kind = ProducerKind.Household)
    {
        var commune = Commune(Province($"{Interlocked.Increment(ref s_last) % 90 + 10}"), $"{Interlocked.Increment(ref s_last) % 90_000 + 10_000}");
        await market.Given(commune);
        var producer = Producer(commune.Id, kind);
        await market.Given(producer);
        return producer;
    }
}
