using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>Each maker's parcel is brought by a courier of its own, who collects the money of that parcel only.</summary>
public sealed class CashByParcelTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "370.000 ₫", "135.000 ₫", "505.000 ₫", "Trả khi nhận kiện này")]
    [InlineData("/en", "₫370,000", "₫135,000", "₫505,000", "To pay when this parcel comes")]
    [InlineData("/fr", "370 000 ₫", "135 000 ₫", "505 000 ₫", "À payer à la réception de ce colis")]
    public async Task What_to_hand_over_is_said_for_each_parcel_from_the_confirmation_to_the_letter(string language, string one, string other, string together, string words)
    {
        var (walk, placed) = await Placed(language, makers: 2);

        Assert.Equal([$"{words} {one}", $"{words} {other}"], walk.Confirmation.Texts("main section.panel dl").Select(sums => sums[sums.IndexOf(words, StringComparison.Ordinal)..]));
        var thanks = (await walk.Browser.Open(placed)).Texts("main [aria-labelledby=to-pay] li");
        Assert.Equal(2, thanks.Count);
        Assert.EndsWith(one, thanks[0], StringComparison.Ordinal);
        Assert.EndsWith(other, thanks[1], StringComparison.Ordinal);
        var order = (await walk.Browser.Open(placed.Replace("/thanks", "", StringComparison.Ordinal))).Texts("main section.panel strong");
        Assert.Equal(2, order.Count);
        Assert.All(order, said => Assert.StartsWith(words, said, StringComparison.Ordinal));
        Assert.EndsWith(one, order[0], StringComparison.Ordinal);
        Assert.EndsWith(other, order[1], StringComparison.Ordinal);
        var letter = await Letter();
        var number = await _market.Read(db => db.Orders.Select(found => found.Number).SingleAsync());
        Assert.Matches($"{number}-1\\s?: {one}\n.*{number}-2\\s?: {other}\n", letter);
        Assert.Contains(together, letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_parcel_is_paid_by_the_total_and_says_so_only_where_parts_may_fall_away()
    {
        var (walk, placed) = await Placed("", makers: 1);

        Assert.DoesNotContain("Trả khi nhận kiện này", walk.Confirmation.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await walk.Browser.Open(placed)).QuerySelectorAll("#to-pay"));
        Assert.Equal(["Trả khi nhận kiện này: 370.000 ₫"], (await walk.Browser.Open(placed.Replace("/thanks", "", StringComparison.Ordinal))).Texts("main section.panel strong"));
        Assert.Contains("bạn trả 370.000 ₫ khi nhận hàng", await Letter(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parcel_that_does_not_come_is_not_paid()
    {
        var (walk, placed) = await Placed("", makers: 2);
        await _market.Read(db => db.ProducerOrders.Where(part => part.Number.EndsWith("-1")).ExecuteUpdateAsync(set => set.SetProperty(part => part.Status, ProducerOrderStatus.Declined)));

        var order = await walk.Browser.Open(placed.Replace("/thanks", "", StringComparison.Ordinal));

        Assert.Equal(["Trả khi nhận kiện này: 135.000 ₫"], order.Texts("main section.panel strong"));
        Assert.Single((await walk.Browser.Open(placed)).Texts("main [aria-labelledby=to-pay] li"));
    }

    /// <summary>335,000 and 100,000 đồng of goods, each parcel with 35,000 of postage.</summary>
    private async Task<(Walked Walk, string Placed)> Placed(string language, int makers)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn");
        var bag = stall.Product(stall.Producer("Thổ cẩm Sa Pa", stall.SaPa), "Túi", priceDong: 100_000);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        if (makers == 2)
        {
            await walk.Add(bag);
        }

        await walk.Start(language);
        await walk.Address(Walk.AtHome(stall));
        await walk.Method("CashOnDelivery");
        var confirmation = await walk.Browser.Open(walk.Checkout + "/confirmation");
        return (new Walked(walk.Browser, confirmation), Walk.Location(await walk.Confirm(await walk.Shown())));
    }

    private async Task<string> Letter()
    {
        var payload = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("order-confirmed:")).Select(message => message.Payload).SingleAsync());
        return System.Text.Json.JsonSerializer.Deserialize<PersonalMessage>(payload)!.Text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
    }

    private sealed record Walked(HttpClient Browser, AngleSharp.Html.Dom.IHtmlDocument Confirmation);
}
