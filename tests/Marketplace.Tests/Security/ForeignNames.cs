using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Checkout.Start;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Security;

/// <summary>
/// For addresses that begin alike and name the same kinds of things: names that are somebody else's, hidden or of another kind, and proof that they
/// are real: who does get the page with them.
/// </summary>
internal sealed record TriedNames(string Start, string[] Parameters)
{
    public IReadOnlyList<string[]> Foreign { get; init; } = [];

    /// <summary>Visitor (nobody stands for the owner of the foreign things), values, and what else the address carries.</summary>
    public IReadOnlyList<(Visitor? Who, string[] Values, string Query)> Real { get; init; } = [];

    /// <summary>How these addresses say that there is nothing: not found, unless a form or a page of one's own says it.</summary>
    public Func<HttpResponseMessage, bool> IsNotFound { get; init; } = static answer => answer.StatusCode == HttpStatusCode.NotFound;

    public bool Fits(string pattern) => pattern.StartsWith(Start, StringComparison.Ordinal) && World.ParametersOf(pattern).SequenceEqual(Parameters);
}

/// <summary>What is tried at every address with a parameter.</summary>
internal sealed class ForeignNames
{
    private readonly Booth _own;
    private readonly Booth _other;

    private ForeignNames(Booth own, Booth other, IReadOnlyList<TriedNames> all) => (_own, _other, All) = (own, other, all);

    public IReadOnlyList<TriedNames> All { get; }

    /// <summary>The most exact names for a route, or nothing.</summary>
    public TriedNames? For(string route) => All.Where(names => names.Fits(route[(route.IndexOf('/', StringComparison.Ordinal) + 1)..])).MaxBy(names => names.Start.Length);

    public IEnumerable<string> UnitsOutside(Visitor visitor) =>
        [_other.Place.Province.Code, _other.Place.Commune.Code, "VN", "khong-co", .. visitor == Visitor.CommuneManager ? [_own.Place.Province.Code] : Array.Empty<string>()];

    public static async Task<ForeignNames> Of(PaymentMarket market, Booth own, Booth other)
    {
        var waiting = await market.Waiting(producer: other.Place.Producer);
        var byCard = await market.Waiting(PaymentMethod.Card, producer: other.Place.Producer);
        var card = await market.Attempt(byCard);
        var paid = await market.Attempt(other.Order);
        var buyer = await market.GivenUser(Some.User());
        var hiddenProducer = Some.Producer(other.Place.Commune.Id, name: "Nhà chưa duyệt");
        hiddenProducer.Suspend("");
        hiddenProducer.TakeEvents();
        var hidden = Draft(other);
        var (othersLot, ownLot) = (Recorded(other), Recorded(own));
        var certificate = new Certificate
        {
            Id = CertificateId.New(),
            ProducerId = other.Place.Producer.Id,
            Kind = CertificateKind.Ocop,
            Stars = 3,
            Number = "1/QĐ",
            Issuer = "UBND",
            ValidFrom = new DateOnly(2026, 1, 1),
            ValidUntil = new DateOnly(2028, 12, 31),
        };
        var certified = new Certificate
        {
            Id = CertificateId.New(),
            ProducerId = other.Place.Producer.Id,
            ProductId = other.Product.Id,
            Kind = CertificateKind.Organic,
            Number = "2/QĐ",
            Issuer = "UBND",
            ValidFrom = new DateOnly(2026, 1, 1),
            ValidUntil = new DateOnly(2028, 12, 31),
        };
        var refund = new Refund
        {
            Id = RefundId.New(),
            OrderId = other.Order.Id,
            AttemptId = paid.Id,
            Amount = paid.Amount,
            Reason = "overpaid",
            IdempotencyKey = "refund-tried",
            CreatedAt = Some.Moment,
        };
        var receipt = new BankReceipt
        {
            Id = BankReceiptId.New(),
            Provider = "bank",
            EventId = "tried",
            Account = market.Account.Account,
            AmountDong = 1000,
            Content = "khong ro",
            ReceivedAt = Some.Moment,
        };
        receipt.Hold("NoCode", null);
        var alert = new StockAlert
        {
            Id = StockAlertId.New(),
            ProductId = other.Product.Id,
            Contact = "mai@example.vn",
            Language = "vi",
            TextVersion = StockAlert.CurrentText,
            AskedAt = Some.Moment,
        };
        PhotoUpload othersUpload = Upload(other), ownUpload = Upload(own);
        Invitation othersInvitation = Invited(other), ownInvitation = Invited(own);
        Mandate othersMandate = Mandated(other), ownMandate = Mandated(own);
        await market.Given(hiddenProducer, hidden, certificate, certified, refund, receipt, alert, othersUpload, ownUpload, othersInvitation, ownInvitation, othersLot, ownLot, othersMandate, ownMandate);
        var (othersReview, ownReview) = (await Reviewed(market, other), await Reviewed(market, own));
        var (othersStory, ownStory) = (await Told(market, other), await Told(market, own));
        var cart = Stall.Done(await market.Send(new AddLine(null, null, other.Product.Variants.First().Id, 1))).Id;
        var checkout = Stall.Done(await market.Send(new StartCheckout(cart, null)));

        // Abroad, where there is a customs declaration to be seen.
        await market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.Address.CountryCode, "FR").SetProperty(order => order.Address.UnitId, (int?)null)));

        // The names themselves.
        string product = Text(other.Product.Id.Value), ownProduct = Text(own.Product.Id.Value);
        string[] notPayouts = [Text(refund.Id.Value), Text(receipt.Id.Value), Text(other.Order.Id.Value), product];
        string[] notOrders = [other.Payout.Number, own.Part, "khong-co"];
        return new ForeignNames(own, other,
        [
            // Shown to everyone, unless hidden: drafts, suspended producers, units of another kind.
            Public("api/v1/indicators/", "code", null, other.Place.Province.Code),
            Public("api/v1/makers/", "slug", other.Slug, hiddenProducer.Slug, other.Product.Slug),
            Public("api/v1/places/provinces/", "code", other.Place.Province.Code, other.Place.Commune.Code),
            Public("api/v1/products/", "slug", other.Product.Slug, hidden.Slug, other.Slug),
            Public("c/", "slug", other.Place.Category.Slug, other.Product.Slug),
            Public("crafts/", "slug", null, other.Place.Category.Slug),
            Public("indicators/", "code", null, other.Place.Province.Code),
            Public("makers/", "slug", other.Slug, hiddenProducer.Slug, other.Product.Slug),
            Public("openapi/", "documentName", "v1", "v2", "../appsettings"),
            Public("p/", "slug", other.Product.Slug, hidden.Slug, other.Slug),
            new("makers/", ["shop", "craft"]) { Foreign = [[other.Slug, othersStory.Craft], [own.Slug, othersStory.Craft]] },
            Public("peoples/", "slug", null, other.Slug),
            Public("provinces/", "code", other.Place.Province.Code, other.Place.Commune.Code),
            Public("sitemap-products-", "number", "0", "1", "999999"),
            Public("{*path}", "path", null, "appsettings.json", "market.db"),
            Public("dev/messages/", "name", null, "../market", "..\\..\\market", "market"),
            new("media/", ["id", "width", "extension"]) { Foreign = [[Text(other.Photo.Id.Value), "320", "jpg"], [product, "320", "jpg"], [Text(other.Photo.Id.Value), "321", "jpg"]] },
            new("media/audio/", ["id", "extension"]) { Foreign = [[Text(other.Photo.Id.Value), "mp3"], [product, "m4a"], [Text(other.Place.Producer.Id.Value), "mp3"]] },

            // A cart and a checkout are those of the browser's cookie; with another's there is only the way back to one's own cart.
            new("cart/lines/", ["variant"])
            {
                Foreign = [[Text(other.Product.Variants.First().Id.Value)], [Text(hidden.Variants.First().Id.Value)]],
                IsNotFound = static answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity,
            },
            new("checkout/", ["id"])
            {
                Foreign = [[Text(checkout.Value)], [Text(other.Order.CheckoutId.Value)], [product]],
                IsNotFound = static answer => answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.OriginalString == "/cart",
            },

            // An order opens to its key or its buyer, whoever else asks and whatever rights they have; to follow it, to who told its code and telephone.
            new("orders/", ["number"])
            {
                Foreign = [[other.Order.Number], [waiting.Number], [own.Order.Number], .. notOrders.Select(number => (string[])[number])],
                Real = [(Visitor.Anonymous, [other.Order.Number], "?key=" + other.Order.AccessKey)],
            },
            new("track/", ["number"])
            {
                Foreign = [[other.Order.Number], [waiting.Number], [own.Order.Number], .. notOrders.Select(number => (string[])[number])],
                Real = [(Visitor.Anonymous, [other.Order.Number], "?key=" + OrderKey.ForFollowing(other.Order.AccessKey))],
            },
            new("orders/", ["number", "part"])
            {
                Foreign = [[other.Order.Number, Text(other.Order.Parts.First().Id.Value)], [own.Order.Number, Text(other.Order.Parts.First().Id.Value)]],
            },
            new("orders/", ["number", "line"]) { Foreign = [[other.Order.Number, Text(othersReview.LineId.Value)], [own.Order.Number, Text(othersReview.LineId.Value)]] },
            new("orders/", ["number", "photo"]) { Foreign = [[other.Order.Number, Text(other.Photo.Id.Value)], [own.Order.Number, Text(own.Photo.Id.Value)]] },
            new("problems/", ["number"]) { Foreign = [[other.Order.Number], [own.Order.Number], .. notOrders.Select(number => (string[])[number])] },
            new("problems/", ["number", "photo"]) { Foreign = [[other.Order.Number, Text(other.Photo.Id.Value)], [own.Order.Number, Text(own.Photo.Id.Value)]] },
            new("pay/", ["number"])
            {
                Foreign = [[waiting.Number], [byCard.Number], [other.Order.Number], .. notOrders.Select(number => (string[])[number])],
                Real = [(Visitor.Anonymous, [waiting.Number], "?key=" + waiting.AccessKey)],
            },
            new("stock-alerts/", ["id"]) { Foreign = [[product], [Text(refund.Id.Value)]], Real = [(Visitor.Anonymous, [Text(alert.Id.Value)], "")] },
            new("sandbox-card/", ["id"]) { Foreign = [[Text(paid.Id.Value)], [Text(byCard.Id.Value)], [product]], Real = [(Visitor.Anonymous, [Text(card.Id.Value)], "")] },

            // Offices see all of their kind, and nothing of another kind.
            Office("administration/users/", "id", Visitor.Administrator, Text(buyer.Id), product, Text(other.Place.Producer.Id.Value)),
            Office("finance/orders/", "number", Visitor.FinanceOfficer, other.Order.Number, notOrders),
            Office("finance/parts/", "number", Visitor.FinanceOfficer, other.Part, other.Order.Number, other.Payout.Number),
            Office("finance/payouts/", "id", Visitor.FinanceOfficer, Text(other.Payout.Id.Value), notPayouts),
            Office("finance/payouts/", "batch", null, null, Text(other.Payout.Id.Value), product, Text(refund.Id.Value)),
            Office("finance/receipts/", "id", Visitor.FinanceOfficer, Text(receipt.Id.Value), Text(refund.Id.Value), Text(other.Payout.Id.Value), product),
            Office("finance/refunds/", "id", Visitor.FinanceOfficer, Text(refund.Id.Value), Text(receipt.Id.Value), Text(other.Payout.Id.Value), product),
            Office("finance/undelivered/", "id", null, null, product, Text(refund.Id.Value), Text((await Sent(market)).Id)),
            new("moderation/certificates/", ["id"])
            {
                Foreign = [[product], [Text(other.Place.Producer.Id.Value)]],
                IsNotFound = static answer => answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.OriginalString == "/moderation",
            },
            Office("moderation/producers/", "id", Visitor.Moderator, Text(other.Place.Producer.Id.Value), product, Text(buyer.Id)),
            Office("moderation/reviews/", "id", Visitor.Moderator, Number(othersReview.Id), Number(long.MaxValue)),
            Office("moderation/crafts/", "id", Visitor.Moderator, Number(othersStory.Id), Number(long.MaxValue)),
            Office("moderation/products/", "id", Visitor.Moderator, product, Text(other.Place.Producer.Id.Value), Text(buyer.Id)),

            // A studio and all it holds is its producer's.
            new("studio/", ["producer"]) { Foreign = [[other.Slug], [hiddenProducer.Slug]], Real = [(null, [other.Slug], ""), (Visitor.ProducerMember, [own.Slug], "")] },
            Studio("studio/{producer}/listings/", "id", product, ownProduct),
            Studio("studio/{producer}/reviews/", "id", Number(othersReview.Id), Number(ownReview.Id)),
            Studio("studio/{producer}/crafts/", "craft", othersStory.Craft, ownStory.Craft),
            Studio("studio/{producer}/orders/", "number", other.Part, own.Part),
            Studio("studio/{producer}/money/", "number", other.Payout.Number, own.Payout.Number),
            Studio("studio/{producer}/settings/consents/", "id", Text(other.Consent.Id.Value), Text(own.Consent.Id.Value)),
            Studio("studio/{producer}/members/", "id", await Membership(market, other), await Membership(market, own)),
            Studio("studio/{producer}/members/invitations/", "id", Text(othersInvitation.Id.Value), Text(ownInvitation.Id.Value)),
            Studio("studio/{producer}/mandates/", "id", Text(othersMandate.Id.Value), Text(ownMandate.Id.Value)),
            new("invitations/", ["id"]) { Foreign = [[Text(othersInvitation.Id.Value)], [Text(ownInvitation.Id.Value)], [product]] },
            new("studio/{producer}/listings/", ["producer", "id", "upload"])
            {
                Foreign =
                [
                    [other.Slug, product, Text(othersUpload.Id.Value)], [own.Slug, product, Text(othersUpload.Id.Value)], [own.Slug, ownProduct, Text(othersUpload.Id.Value)],
                    [own.Slug, product, Text(ownUpload.Id.Value)], [other.Slug, ownProduct, Text(ownUpload.Id.Value)],
                ],
                Real = [(null, [other.Slug, product, Text(othersUpload.Id.Value)], ""), (Visitor.ProducerMember, [own.Slug, ownProduct, Text(ownUpload.Id.Value)], "")],
            },
            new("studio/{producer}/listings/", ["producer", "id", "certificate"])
            {
                Foreign =
                [
                    [other.Slug, product, Text(certified.Id.Value)], [own.Slug, product, Text(certified.Id.Value)], [own.Slug, ownProduct, Text(certified.Id.Value)],
                    [other.Slug, ownProduct, Text(certified.Id.Value)], [own.Slug, ownProduct, Text(certificate.Id.Value)],
                ],
            },
            new("studio/{producer}/listings/", ["producer", "id", "lot"])
            {
                Foreign =
                [
                    [other.Slug, product, Text(othersLot.Id.Value)], [own.Slug, product, Text(othersLot.Id.Value)], [own.Slug, ownProduct, Text(othersLot.Id.Value)],
                    [own.Slug, product, Text(ownLot.Id.Value)], [other.Slug, ownProduct, Text(ownLot.Id.Value)],
                ],
            },
        ]);

        TriedNames Studio(string start, string kind, string others, string owns) => new(start, ["producer", kind])
        {
            Foreign = [[other.Slug, others], [own.Slug, others], [other.Slug, owns]],
            Real = [(null, [other.Slug, others], ""), (Visitor.ProducerMember, [own.Slug, owns], "")],
        };
    }

    private static TriedNames Public(string start, string parameter, string? real, params string[] hidden) => new(start, [parameter])
    {
        Foreign = [.. hidden.Select(name => (string[])[name])],
        Real = real is null ? [] : [(Visitor.Anonymous, [real], "")],
    };

    private static TriedNames Office(string start, string parameter, Visitor? officer, string? real, params string[] others) => new(start, [parameter])
    {
        Foreign = [.. others.Select(name => (string[])[name])],
        Real = real is null ? [] : [(officer, [real], "")],
    };

    private static PhotoUpload Upload(Booth booth) =>
        new() { Id = PhotoUploadId.New(), ProducerId = booth.Place.Producer.Id, ProductId = booth.Product.Id, Length = 5000, StartedAt = Some.Moment };

    private static Lot Recorded(Booth booth) =>
        new() { Id = LotId.New(), ProductId = booth.Product.Id, Code = "L-1", MadeOn = new DateOnly(2026, 8, 1), UnitId = booth.Product.OriginUnitId };

    private static Invitation Invited(Booth booth) => new()
    {
        Id = InvitationId.New(),
        ProducerId = booth.Place.Producer.Id,
        FullName = "Ai đó",
        Login = "ai-do@example.vn",
        Role = MembershipRole.Member,
        ShareBasisPoints = 0,
        InvitedBy = UserId.New(),
        InvitedAt = Some.Moment.AddDays(30),
    };

    private static Mandate Mandated(Booth booth) => Mandate.Give(booth.Place.Producer.Id, UserId.New(), MandateScope.All, 12, Some.Moment);

    private static async Task<string> Membership(PaymentMarket market, Booth booth) =>
        Text(await market.Read(db => db.Memberships.Where(row => row.ProducerId == booth.Place.Producer.Id).Select(row => row.Id.Value).FirstAsync()));

    private static Product Draft(Booth booth)
    {
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = booth.Place.Producer.Id,
            CategoryId = booth.Place.Category.Id,
            Slug = "khan-chua-dang",
            NameVi = "Khăn chưa đăng",
            OriginUnitId = booth.Place.Commune.Id,
            Unit = "piece",
            WeightGrams = 200,
            CreatedAt = Some.Moment,
        };
        product.AddVariant("", "", 100_000);
        product.TakeEvents();
        return product;
    }

    /// <summary>A message that is not given up: nothing to try again.</summary>
    private static async Task<OutboxMessage> Sent(PaymentMarket market)
    {
        var message = new OutboxMessage { Id = Guid.NewGuid(), Kind = "message", Payload = "{}", IdempotencyKey = "tried", CreatedAt = Some.Moment, DueAt = Some.Moment, DoneAt = Some.Moment };
        await market.Given(message);
        return message;
    }

    private static async Task<Review> Reviewed(PaymentMarket market, Booth booth)
    {
        var part = booth.Order.Parts.First().Id;
        var line = await market.Read(db => db.OrderLines.AsNoTracking().FirstAsync(line => line.ProducerOrderId == part));
        var review = new Review { LineId = line.Id, ProductId = line.ProductId, ProducerId = booth.Place.Producer.Id };
        review.Write(5, "Đẹp.", "Mai", "vi", [], Some.Moment);
        review.Publish(UserId.New(), Some.Moment);
        review.TakeEvents();
        await market.Given(review, new ProductRating { ProductId = line.ProductId });
        return review;
    }

    /// <summary>A craft of the shop alone, and the story of it, which waits for a moderator.</summary>
    private static async Task<(long Id, string Craft)> Told(PaymentMarket market, Booth booth)
    {
        var craft = new Technique { Slug = "craft-" + booth.Slug, NameVi = "Dệt", NameEn = "Weaving" };
        await market.Given(craft);
        await market.Change(booth.Product.Id, product => product.SetTechniques([craft.Id]));
        var story = new CraftStory { ProducerId = booth.Place.Producer.Id, TechniqueId = craft.Id };
        MediaItem[] photos = [.. Enumerable.Range(0, CraftStory.FewestSteps).Select(step => new MediaItem
        {
            Id = MediaId.New(),
            ProducerId = booth.Place.Producer.Id,
            Sha256 = new string('0', 64),
            UploadedAt = Some.Moment,
        })];
        foreach (var photo in photos)
        {
            story.AddStep(photo.Id, "Dệt", "", Some.Moment);
        }

        story.Say("Ai cũng học được.", "", "Bà M.", Some.Moment);
        story.Send(Some.Moment);
        story.TakeEvents();
        await market.Given([.. photos, story]);
        return (story.Id, craft.Slug);
    }

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(Guid id) => id.ToString();
}
