using System.Net;
using System.Text.Json;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Fulfilment;

/// <summary>ux-guide, order tracking: "call the maker/courier".</summary>
public sealed class CourierPhoneTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_buyer_can_call_the_courier_while_the_parcel_is_on_its_way()
    {
        var (atelier, placed) = await Packed();
        using var maker = await _market.As(atelier.Maker);
        await maker.Post($"{atelier.Root}/orders/{placed.Number}-1/steps", ("Step", "Send"), ("Carrier", "Bưu điện"), ("CourierPhone", " 1900 54 54 81 "));
        var guest = _market.AsGuest();

        foreach (var path in (string[])[$"/orders/{placed.Number}?key={placed.Key}", $"/track/{placed.Number}?key={OrderKey.ForFollowing(placed.Key)}"])
        {
            Assert.Equal("Gọi người giao: 1900 54 54 81", (await guest.Open(path)).QuerySelector("a[href='tel:1900545481']")!.TextContent);
        }

        Assert.NotNull((await maker.Open($"{atelier.Root}/orders/{placed.Number}-1")).QuerySelector("dd a[href='tel:1900545481']"));
        var letters = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("part-sent:")).Select(message => message.Payload).ToListAsync());
        Assert.Contains("Bưu điện. Gọi người giao: 1900 54 54 81. ", JsonSerializer.Deserialize<PersonalMessage>(letters.Single())!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gọi anh Páo")]
    [InlineData("12")]
    [InlineData("0912 345 678 0912 345 678")]
    [InlineData("javascript:alert(1)")]
    [InlineData("０９１２３４５６７８")]
    public async Task What_is_no_number_is_refused_in_words_and_stays_typed(string typed)
    {
        var (atelier, placed) = await Packed();
        using var maker = await _market.As(atelier.Maker);

        var response = await maker.Post($"{atelier.Root}/orders/{placed.Number}-1/steps", ("Step", "Send"), ("Carrier", "Bưu điện"), ("CourierPhone", typed));
        var page = await response.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("Nhập số điện thoại bằng chữ số, dài nhất 20 ký tự", page.Texts("main .errors li"));
        Assert.Equal(("Bưu điện", typed), (page.QuerySelector("#Carrier")!.GetAttribute("value"), page.QuerySelector("#CourierPhone")!.GetAttribute("value")));
        Assert.Equal(ProducerOrderStatus.Packed, await _market.Read(db => db.ProducerOrders.Select(part => part.Status).SingleAsync()));
    }

    private async Task<(Atelier Atelier, Marketplace.Features.Checkout.Confirm.PreparedOrder Placed)> Packed()
    {
        var atelier = await Atelier.In(_market);
        var bag = atelier.Stall.Product(atelier.Producer, "Túi lanh");
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: (bag, 1));
        using var maker = await _market.As(atelier.Maker);
        await maker.Post($"{atelier.Root}/orders/{placed.Number}-1/steps", ("Step", "Accept"));
        await maker.Post($"{atelier.Root}/orders/{placed.Number}-1/steps", ("Step", "Pack"));
        return (atelier, placed);
    }
}
