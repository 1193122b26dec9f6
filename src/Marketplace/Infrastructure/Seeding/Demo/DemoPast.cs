using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Accounts;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>Something that can be bought in the invented past.</summary>
internal sealed record DemoOffer(
    VariantId VariantId, ProducerId ProducerId, string Slug, int Position, DateTimeOffset PublishedAt, bool IsDomesticOnly, string BlockedDestinations, int LeadTimeDays);

/// <summary>How an order goes on.</summary>
internal enum DemoCourse
{
    Delivered = 1,

    /// <summary>One producer says no; money of that part goes back.</summary>
    Declined = 2,

    /// <summary>Nobody pays; the hold runs out.</summary>
    Unpaid = 3,

    /// <summary>The buyer thinks again before anything is sent.</summary>
    Cancelled = 4,

    /// <summary>Refused at the door or undeliverable.</summary>
    Returned = 5,
}

internal sealed record DemoOrder(
    int Number, DateTimeOffset PlacedAt, Address Address, Currency Currency, string Language, bool IsDemoBuyer, PaymentMethod Method, DemoCourse Course,
    IReadOnlyList<(DemoOffer Offer, int Quantity)> Lines);

/// <summary>Where buyers of the invented past live.</summary>
internal sealed record DemoHome(int ProvinceId, int UnitId);

/// <summary>Draws the orders of the invented past. Every order has dice of its own, so none depends on how another went.</summary>
internal sealed class DemoPast(
    IReadOnlyList<DemoOffer> offers, IReadOnlyList<DemoHome> homes, IReadOnlyDictionary<string, Destination> destinations, DateTimeOffset start, DateTimeOffset end)
{
    private const int AbroadPercent = 12;

    private static readonly string[] s_families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"];
    private static readonly string[] s_given =
        ["Thu Hà", "Minh Anh", "Quốc Bảo", "Thanh Tâm", "Hồng Nhung", "Đức Huy", "Lan Phương", "Tuấn Kiệt", "Mai Chi", "Hải Yến", "Gia Linh", "Văn Long", "Ngọc Diệp", "Thế Anh"];

    private static readonly (string Country, int Weight, string Language, string[] Names, string City, string Region, string PostalCode, string Phone)[] s_abroad =
    [
        ("FR", 24, "fr", ["Camille Laurent", "Hugo Morel", "Claire Nguyen"], "Lyon", "", "69003", "+33612345678"),
        ("US", 22, "en", ["Grace Miller", "Kevin Tran", "Olivia Brown"], "Portland", "OR", "97205", "+15035550123"),
        ("DE", 16, "en", ["Lena Vogel", "Jonas Weber"], "Leipzig", "", "04109", "+491701234567"),
        ("AU", 12, "en", ["Mia Wilson", "Linh Pham"], "Melbourne", "VIC", "3000", "+61412345678"),
        ("JP", 10, "en", ["Yuki Tanaka", "Ren Sato"], "Kyoto", "Kyoto", "604-8005", "+819012345678"),
        ("GB", 10, "en", ["Emily Clarke", "Tom Hughes"], "Bristol", "", "BS1 4DJ", "+447400123456"),
        ("CA", 6, "fr", ["Chloe Gagnon", "Marc Roy"], "Montreal", "QC", "H2X 1Y4", "+15145550123"),
    ];

    private readonly int[] _weights = Weights(start.VietnamDay(), end.VietnamDay());

    public IEnumerable<DemoOrder> Draw(int count)
    {
        for (var number = 0; number < count; number++)
        {
#pragma warning disable CA5394 // Dice of a demonstration that must repeat itself; nothing here is secret.
            if (Order(number, new Random((DemoCalendar.Seed * 31) + number)) is { } order)
#pragma warning restore CA5394
            {
                yield return order;
            }
        }
    }

#pragma warning disable CA5394 // As above.
    private DemoOrder? Order(int number, Random dice)
    {
        var placedAt = Moment(dice);
        var isAbroad = dice.Next(100) < AbroadPercent;
        var (address, language) = isAbroad ? Abroad(dice) : (AtHome(dice), "vi");
        var isDemoBuyer = number % 97 == 11 && !isAbroad;
        placedAt = isDemoBuyer ? Lately(placedAt) : placedAt;
        var destination = isAbroad ? destinations[address.CountryCode] : null;
        var published = offers.Where(offer => offer.PublishedAt.AddHours(1) < placedAt
            && (destination is null || (destination.IsOpen && ExportGate.Check(offer.IsDomesticOnly, offer.BlockedDestinations, destination) is null))).ToList();
        if (published.Count == 0)
        {
            return null;
        }

        var method = isAbroad ? PaymentMethod.Card : dice.Next(100) < 58 ? PaymentMethod.BankTransfer : PaymentMethod.CashOnDelivery;
        var currency = destination is null ? Currency.Vnd : Currency.Of(destination.CurrencyCode);
        return new DemoOrder(number, placedAt, isDemoBuyer ? OfDemoBuyer() : address, currency, language, isDemoBuyer, method, Course(dice, method), Lines(dice, published, isAbroad));
    }

    private static List<(DemoOffer, int)> Lines(Random dice, List<DemoOffer> published, bool isAbroad)
    {
        var chosen = new Dictionary<string, (DemoOffer, int)>();
        var first = Popular(dice, published);
        chosen[first.Slug] = (first, Quantity(dice));
        var own = published.Where(offer => offer.ProducerId == first.ProducerId).ToList();
        for (var more = dice.Next(100) switch { < 55 => 0, < 85 => 1, _ => 2 }; more > 0; more--)
        {
            var offer = dice.Next(100) < 70 || isAbroad ? own[dice.Next(own.Count)] : Popular(dice, published);
            chosen[offer.Slug] = (offer, Quantity(dice));
        }

        return [.. chosen.Values];
    }

    /// <summary>A few offers sell far better than the rest, as everywhere: the smaller of two draws.</summary>
    private static DemoOffer Popular(Random dice, List<DemoOffer> published)
    {
        var index = Math.Min(dice.Next(published.Count), dice.Next(published.Count));
        return published[index * 89 % published.Count];
    }

    private static int Quantity(Random dice) => dice.Next(100) switch { < 64 => 1, < 87 => 2, < 96 => 3, _ => 5 };

    private static DemoCourse Course(Random dice, PaymentMethod method) => (dice.Next(1000), method) switch
    {
        ( < 30, _) => DemoCourse.Declined,
        ( < 50, _) => DemoCourse.Cancelled,
        ( < 110, PaymentMethod.BankTransfer) or ( < 90, PaymentMethod.Card) => DemoCourse.Unpaid,
        ( < 130, PaymentMethod.CashOnDelivery) or ( < 120, _) => DemoCourse.Returned,
        _ => DemoCourse.Delivered,
    };

    /// <summary>The account of the demonstration bought in the last months: it may still say what the goods were like.</summary>
    private DateTimeOffset Lately(DateTimeOffset instant)
    {
        while (end - instant >= TimeSpan.FromDays(150))
        {
            instant = instant.AddDays(120);
        }

        return instant;
    }

    private DateTimeOffset Moment(Random dice)
    {
        var at = dice.Next(_weights[^1]);
        var index = Array.BinarySearch(_weights, at + 1);
        var day = start.VietnamDay().AddDays(index < 0 ? ~index : index);
        var hour = dice.Next(100) switch { < 12 => 7 + dice.Next(2), < 40 => 9 + dice.Next(3), < 62 => 13 + dice.Next(4), _ => 18 + dice.Next(5) };
        return VietnamTime.StartOf(day).AddHours(hour).AddMinutes(dice.Next(60)).AddSeconds(dice.Next(60));
    }

    private Address AtHome(Random dice)
    {
        var home = homes[Math.Min(dice.Next(homes.Count), dice.Next(homes.Count))];
        var who = dice.Next(420);
        return Address(home, $"{s_families[who % s_families.Length]} {s_given[who % s_given.Length]}", $"+84900{who + 100_000:000000}", dice.Next(180));
    }

    /// <summary>The account of the demonstration orders for itself, as a buyer does who finds the last address filled in.</summary>
    private Address OfDemoBuyer() => Address(homes[0], DemoAccounts.Buyer.Name, "+84900099000", 26);

    /// <summary>The commune stands with every address by its id, and is not said again.</summary>
    private static Address Address(DemoHome home, string name, string phone, int house) => new()
    {
        FullName = name,
        Phone = phone,
        CountryCode = "VN",
        ProvinceId = home.ProvinceId,
        UnitId = home.UnitId,
        Line1 = $"Số {1 + house}, tổ {1 + (house % 12)}",
    };

    private static (Address, string) Abroad(Random dice)
    {
        var at = dice.Next(s_abroad.Sum(place => place.Weight));
        var place = s_abroad[0];
        foreach (var candidate in s_abroad)
        {
            place = candidate;
            if ((at -= candidate.Weight) < 0)
            {
                break;
            }
        }

        var name = place.Names[dice.Next(place.Names.Length)];
        return (new Address
        {
            FullName = name,
            Phone = place.Phone,
            Email = $"{Fold.Slug(name).Replace('-', '.')}@{DemoNames.Domain}",
            CountryCode = place.Country,
            Line1 = $"{1 + dice.Next(90)} Market Street",
            City = place.City,
            Region = place.Region,
            PostalCode = place.PostalCode,
        }, place.Language);
    }
#pragma warning restore CA5394

    /// <summary>Running sums of the weights of the days, up to yesterday.</summary>
    private static int[] Weights(DateOnly first, DateOnly end)
    {
        var sum = 0;
        return [.. Enumerable.Range(0, end.DayNumber - first.DayNumber).Select(day => sum += DemoCalendar.Weight(first, first.AddDays(day)))];
    }
}
