using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Fulfilment;

/// <summary>What lies in the parcel and what is stuck on it.</summary>
public sealed class SlipTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_slip_says_what_to_collect_and_the_label_where_it_comes_from()
    {
        var (atelier, number) = await _market.Ordered();
        var browser = await _market.As(atelier.Maker);
        var part = await _market.Part(number);

        var slip = await browser.Text($"{atelier.Root}/orders/{number}/slip");
        var label = await browser.Text($"{atelier.Root}/orders/{number}/labels");

        Assert.Contains(Dong(part.GoodsDong + part.ShippingDong), slip);
        Assert.Contains("<path d=\"M", slip);
        Assert.Contains($"Người gửi: {atelier.Producer.NameVi}", slip);
        Assert.Contains("Lùng Tám, Tuyên Quang", label);
        Assert.Contains("Nhà Sùng", label);
    }

    [Fact]
    public async Task A_telephone_on_the_slip_stays_on_one_line()
    {
        var (atelier, number) = await _market.Ordered();
        var part = await _market.Read(db => db.Orders.Select(order => order.Address.Phone).SingleAsync(Ct));

        var slip = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/orders/{number}/slip");

        string[] numbers = [Phone.ForPeople(atelier.Producer.Phone), Phone.ForPeople(part)];
        Assert.Equal(numbers.Select(number => string.Join(' ', number.Split((char[]?)null))), slip.Texts(".slip .nowrap"));
    }

    [Theory]
    [InlineData("FR", "", "3 rue des Écoles|75005 Paris|France|")]
    [InlineData("JP", "Tokyo", "75005|Tokyo|Paris|3 rue des Écoles|Japan|")]
    public async Task An_address_abroad_stands_on_slip_and_page_line_by_line_as_that_country_writes_it(string country, string region, string lines)
    {
        var (atelier, number) = await _market.Ordered();
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set
            .SetProperty(order => order.Address.CountryCode, country).SetProperty(order => order.Address.UnitId, (int?)null).SetProperty(order => order.Address.Line1, "3 rue des Écoles")
            .SetProperty(order => order.Address.Line2, "").SetProperty(order => order.Address.PostalCode, "75005").SetProperty(order => order.Address.City, "Paris")
            .SetProperty(order => order.Address.Region, region), Ct));

        Assert.All(await Addresses(atelier, number), address => Assert.Equal(lines, address));
    }

    [Fact]
    public async Task An_address_at_home_keeps_its_landmark_and_its_commune() =>
        Assert.All(await Addresses(await _market.Ordered()), address => Assert.Equal("12 Lê Lợi gần chợ|Sài Gòn, Hồ Chí Minh|", address));

    [Fact]
    public async Task The_code_on_the_label_opens_the_page_of_the_goods()
    {
        var (atelier, number) = await _market.Ordered();
        var drawn = (await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/orders/{number}/labels")).QuerySelector(".label svg")!;

        var address = QrReader.FromPath(int.Parse(drawn.GetAttribute("viewBox")!.Split(' ')[2], CultureInfo.InvariantCulture), drawn.QuerySelector("path")!.GetAttribute("d")!);

        Assert.Contains("Túi thổ cẩm", (await _market.AsGuest().Open(new Uri(address).AbsolutePath)).Texts("h1"));
    }

    private Task<string[]> Addresses((Atelier Atelier, string Number) ordered) => Addresses(ordered.Atelier, ordered.Number);

    /// <summary>On the slip and on the page, with a stroke where a line ends.</summary>
    private async Task<string[]> Addresses(Atelier atelier, string number)
    {
        using var browser = await _market.As(atelier.Maker);
        var slip = (await browser.Open($"{atelier.Root}/orders/{number}/slip")).QuerySelectorAll(".slip p:has(br)").Single();
        var page = (await browser.Open($"{atelier.Root}/orders/{number}")).QuerySelectorAll(".summary dd:has(br)").Single();
        return [.. new[] { slip, page }.Select(place => place.InnerHtml.Trim().Replace("<br>", "|", StringComparison.Ordinal))];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Dong(long dong) => Format.Money(Money.Vnd(dong), "vi");
}
