using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.WriteReview;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>Goods that were bought, and what is said of them.</summary>
internal sealed class ReviewedMarket : CrowdedMarket
{
    public const string Praise = "Khăn mềm, màu chàm rất sâu.";

    /// <summary>An order of one line, as far as the maker brought it.</summary>
    public async Task<Purchase> Bought(PartStep last = PartStep.Deliver, string name = "Khăn lanh", Atelier? atelier = null, Product? product = null, string phone = "0987 654 321")
    {
        atelier ??= await Atelier.In(this);
        product ??= atelier.Stall.Product(atelier.Producer, name, stock: 100);
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, atelier.Stall.HomeAddress() with { Phone = phone }, (product, 1));
        var part = await Read(db => db.ProducerOrders.Where(part => part.OrderId == placed.Id).Select(part => part.Number).SingleAsync());
        foreach (var step in new[] { PartStep.Accept, PartStep.Pack, PartStep.Send, PartStep.Deliver }.TakeWhile(step => step <= last))
        {
            Done(await Send(new TakeStep(atelier.Producer.Id, atelier.Actor, part, step, "", "")));
        }

        return new Purchase(
            atelier, product, placed.Number, placed.Key,
            await Read(db => db.OrderLines.Join(db.ProducerOrders, line => line.ProducerOrderId, whole => whole.Id, (line, whole) => new { line, whole })
                .Where(row => row.whole.OrderId == placed.Id).Select(row => row.line.Id).SingleAsync()));
    }

    public static async Task<HttpResponseMessage> Write(
        HttpClient browser, Purchase bought, string stars = "5", string text = Praise, string name = "Mai", IReadOnlyList<byte[]>? photos = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(bought.Key), "key" }, { new StringContent(stars), "Stars" }, { new StringContent(text), "Text" }, { new StringContent(name), "Name" },
        };
        foreach (var photo in photos ?? [])
        {
            form.Add(new ByteArrayContent(photo), "Photos", "anh.jpg");
        }

        return await browser.PostAsync(new Uri(bought.Form.Split('?')[0], UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public async Task<Review> Published(Purchase bought, UserId? moderator = null, string stars = "5", string text = Praise, string name = "Mai")
    {
        Done(await Send(new WriteReview(
            new OrderAccess(bought.Number, bought.Key, null), bought.Line, int.Parse(stars, System.Globalization.CultureInfo.InvariantCulture), text, name, "vi", [])));
        var review = await Read(db => db.Reviews.AsNoTracking().SingleAsync(review => review.LineId == bought.Line));
        Done(await Send(new DecideOnReview(review.Id, moderator ?? (await this.GivenUser(Some.User(), Roles.Moderator)).UserId, Verdict.Approve, [], "")));
        return review;
    }

    public Task<Review> Only() => Read(db => db.Reviews.AsNoTracking().SingleAsync());

    public async Task<(int Reviews, int Stars)> Rating(Purchase bought)
    {
        var rating = await Read(db => db.ProductRatings.AsNoTracking().SingleAsync(rating => rating.ProductId == bought.Product.Id));
        return (rating.Reviews, rating.Stars);
    }

    public Task<List<OutboxMessage>> Letters() =>
        Read(db => db.OutboxMessages.AsNoTracking().Where(message => message.IdempotencyKey.StartsWith("review-decided:")).ToListAsync());

    /// <summary>The words as they are, whatever the payload escapes.</summary>
    public static string Json(string payload) => System.Text.RegularExpressions.Regex.Unescape(payload);

    public static void Done(Result result) => Assert.Empty(result.Refusals);
}

/// <summary>An order of one line.</summary>
internal sealed record Purchase(Atelier Atelier, Product Product, string Number, string Key, OrderLineId Line)
{
    public string OrderPage => $"/orders/{Number}?key={Key}";

    public string Form => $"/orders/{Number}/lines/{Line.Value}/review?key={Key}";

    public string GoodsPage => $"/p/{Product.Slug}";
}
