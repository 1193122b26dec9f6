using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Accounts.ChangeLogin;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Security;

/// <summary>A form as somebody fills it in who wants it accepted: about what, by whom, and what the page itself does not already say.</summary>
internal sealed record FilledForm(string Route, Visitor Who, string[] About, (string Name, string Value)[] Fields);

/// <summary>Everybody of the world has something of their own to fill in each form about.</summary>
internal sealed class FilledForms(World world)
{
    private const string NewPassword = "tieng khen trong suong";
    private readonly PaymentMarket _market = world.Market;
    private readonly List<FilledForm> _all = [];

    /// <param name="shopper">Has gone through the checkout up to its last page.</param>
    public async Task<IReadOnlyList<FilledForm>> All(HttpClient shopper)
    {
        await Accounts(shopper);
        await Buying(shopper);
        await Orders();
        await Moderation();
        await Finance();
        await Listings();
        await Studio();
        return _all;
    }

    private static string Text(Guid id) => id.ToString();

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Form(string route, Visitor who, string[] about, params (string Name, string Value)[] fields) => _all.Add(new FilledForm("POST /" + route, who, about, fields));

    private async Task Accounts(HttpClient shopper)
    {
        var (id, token) = await Link(world.Person(Visitor.Buyer));
        Form("account", Visitor.Buyer, [], ("Form.Name", "Mai"), ("Form.Language", "vi"));
        Form("account/forgotten", Visitor.Anonymous, [], ("Login", "mai@example.vn"));
        Form("account/password", Visitor.Buyer, [], ("Current", Some.Password), ("Password", NewPassword));
        Form("account/password/new", Visitor.Anonymous, [], ("Id", id), ("Token", token), ("Password", NewPassword));
        Form("account/closing", Visitor.Buyer, [], ("Password", Some.Password));
        Form("account/data", Visitor.Buyer, [], ("Password", Some.Password));
        Form("account/login", Visitor.Buyer, [], ("Login", "mai.moi@example.vn"), ("Password", Some.Password));
        Form("account/login/confirmation", Visitor.Buyer, [], ("Token", await LoginLink(world.Person(Visitor.Buyer))));
        Form("account/sign-in", Visitor.Anonymous, [], ("Login", world.Person(Visitor.Buyer).UserName!), ("Password", Some.Password));
        await SecondStep(shopper);
        Form("account/sign-up", Visitor.Anonymous, [], ("Name", "Mai"), ("Login", "mai@example.vn"));
        Form("administration/users/{id:guid}", Visitor.Administrator, [Text(world.Person(Visitor.Buyer).Id)], ("Form.Roles", Roles.Buyer));
        Form("theme", Visitor.Anonymous, [], ("theme", "dark"));
        Form("styleguide", Visitor.Anonymous, []);
        Form("dev/bank", Visitor.Anonymous, [], ("Form.Memo", "khong ro"), ("Form.Amount", "1000"));
    }

    /// <summary>The buyer has none yet, a maker has; whoever shops as a guest has just typed the password of another who has.</summary>
    private async Task SecondStep(HttpClient shopper)
    {
        var (key, offered) = await _market.OfferedTo(world.Person(Visitor.Buyer));
        await _market.GivenSecondStep(world.Person(Visitor.ProducerMember));
        var signingIn = await _market.GivenUser(Some.User());
        var (app, _) = await _market.GivenSecondStep(signingIn);
        using var password = await shopper.Post("/account/sign-in", ("Login", signingIn.UserName!), ("Password", Some.Password));
        var now = _market.Clock.GetUtcNow();
        Form("account/second-step", Visitor.Buyer, [], ("Form.Key", key), ("Form.Code", offered.CodeAt(now)), ("Form.Password", Some.Password));
        Form("account/second-step/recovery-codes", Visitor.ProducerMember, [], ("Codes.Password", Some.Password));
        Form("account/second-step/removal", Visitor.ProducerMember, [], ("Off.Password", Some.Password));
        Form("account/sign-in/code", Visitor.Anonymous, [], ("Code", app.CodeAt(now)));
        Form("administration/users/{id:guid}/second-step/removal", Visitor.Administrator, [Text(world.Person(Visitor.ProducerMember).Id)], ("password", Some.Password));
    }

    /// <summary>What the link to choose a password carries.</summary>
    private async Task<(string Id, string Token)> Link(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var token = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GeneratePasswordResetTokenAsync(user);
        return (user.Id.ToString("N"), WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)));
    }

    /// <summary>What the link in the message to a new address carries.</summary>
    private async Task<string> LoginLink(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<LoginLinks>().Seal(user, Login.Parse("mai.moi@example.vn")!.Value);
    }

    private async Task Buying(HttpClient shopper)
    {
        var booth = world.Own.Place;
        var variant = Text(world.Own.Product.Variants.First().Id.Value);
        (string, string)[] home =
        [
            ("FullName", "Nguyễn Thị Mai"), ("Phone", "0912 345 678"), ("CountryCode", "VN"), ("ProvinceId", Number(booth.Province.Id)), ("UnitId", Number(booth.Commune.Id)), ("Line1", "12 Lê Lợi"),
        ];
        using var added = await shopper.Post("/cart/lines", ("variant", variant), ("quantity", "1"));
        using var started = await shopper.Post("/checkout");
        var checkout = started.Headers.Location!.OriginalString.Split('/')[2];
        using var where = await shopper.Post($"/checkout/{checkout}/address", home);
        using var how = await shopper.Post($"/checkout/{checkout}/payment", ("Method", "CashOnDelivery"));
        Assert.EndsWith("/confirmation", how.Headers.Location!.OriginalString, StringComparison.Ordinal);

        Form("cart/lines", Visitor.Anonymous, [], ("Variant", variant), ("Quantity", "1"));
        Form("cart/lines/{variant:guid}", Visitor.Anonymous, [variant], ("quantity", "2"));
        Form("cart/lines/{variant:guid}/removal", Visitor.Anonymous, [variant]);
        Form("checkout/{id:guid}/address", Visitor.Anonymous, [checkout], home);
        Form("checkout/{id:guid}/payment", Visitor.Anonymous, [checkout], ("Method", "CashOnDelivery"));
        Form("checkout/{id:guid}/confirmation", Visitor.Anonymous, [checkout]);
        var soldOut = Some.Product(world.Other.Place, "Khăn hết hàng");
        await _market.Given(soldOut, new StockLevel { VariantId = soldOut.Variants.First().Id, Available = 0 });
        Form("p/{slug}/alerts", Visitor.Anonymous, [soldOut.Slug], ("Contact", "la@example.vn"), ("Agrees", "yes"));
    }

    private async Task Orders()
    {
        // Whose telephone is not the buyer's, who may not praise their own goods.
        var maker = New("Nhà bán xa", "+84987654321");
        await _market.Given(maker);
        var order = await _market.Delivered(producer: maker);
        var waiting = await _market.Waiting(producer: world.Own.Place.Producer);
        var byCard = await _market.Waiting(PaymentMethod.Card, producer: world.Own.Place.Producer);
        var inTrouble = await _market.Delivered(producer: world.Own.Place.Producer);
        Assert.Empty((await _market.Send(new ReportProblem(new OrderAccess(inTrouble.Number, inTrouble.AccessKey, null), "Hàng chưa tới.", []))).Refusals);
        var reviewed = await _market.Delivered(producer: world.Own.Place.Producer);
        var (line, lineReviewed) = (await Line(order), await Line(reviewed));
        var review = new Review { LineId = lineReviewed.Id, ProductId = lineReviewed.ProductId, ProducerId = world.Own.Place.Producer.Id };
        review.Write(5, "Đẹp.", "Mai", "vi", [], Some.Moment);
        review.TakeEvents();
        await _market.Given(review);
        var part = order.Parts.First();
        Form("orders/track", Visitor.Anonymous, [], ("Code", order.Number), ("Phone", "0912345678"));
        Form("track", Visitor.Anonymous, [], ("Code", order.Number), ("Phone", "0912345678"));
        Form("track/{number}/link", Visitor.Anonymous, [order.Number], ("key", OrderKey.ForFollowing(order.AccessKey)));
        Form("orders/{number}/cancellation", Visitor.Anonymous, [waiting.Number], ("key", waiting.AccessKey));
        Form("orders/{number}/lines/{line:guid}/review", Visitor.Anonymous, [order.Number, Text(line.Id.Value)], ("key", order.AccessKey), ("Stars", "5"), ("Text", "Khăn mềm và đẹp."), ("Name", "Mai"));
        Form("orders/{number}/lines/{line:guid}/review/withdrawal", Visitor.Anonymous, [reviewed.Number, Text(lineReviewed.Id.Value)], ("key", reviewed.AccessKey));
        Form("orders/{number}/parts/{part:guid}/receipt", Visitor.Anonymous, [order.Number, Text(part.Id.Value)], ("key", order.AccessKey));
        Form("orders/{number}/problem", Visitor.Anonymous, [order.Number], ("key", order.AccessKey), ("Text", "Hàng chưa tới"));
        Form("pay/{number}/card", Visitor.Anonymous, [byCard.Number], ("key", byCard.AccessKey));
        Form("pay/{number}/checks", Visitor.Anonymous, [byCard.Number], ("key", byCard.AccessKey));
        Form("sandbox-card/{id:guid}", Visitor.Anonymous, [Text((await _market.Attempt(byCard)).Id.Value)], ("answer", "decline"));
        Form("problems/{number}/closure", Visitor.Moderator, [inTrouble.Number], ("answer", "Đã gửi lại khăn khác."));
        Form("moderation/reviews/{id:long}", Visitor.Moderator, [Number(review.Id)], ("Verdict", "Approve"));
    }

    private Task<OrderLine> Line(Order order)
    {
        var part = order.Parts.First().Id;
        return _market.Read(db => db.OrderLines.AsNoTracking().FirstAsync(line => line.ProducerOrderId == part));
    }

    private async Task Moderation()
    {
        var applying = New("Nhà xin bán");
        var photo = Photo(world.Own.Place.Producer.Id);
        var product = Submitted(world.Own.Place, photo.Id);
        var paper = Paper();
        var foreign = world.Other.Place.Producer;
        var craft = new Technique { Slug = "craft-waiting", NameVi = "Thêu", NameEn = "Embroidery" };
        await _market.Given(applying, photo, product, paper, craft);
        var story = await Told(craft, world.Other.Place.Producer.Id);
        story.Send(Some.Moment);
        story.TakeEvents();
        await _market.Given(story);
        Form("moderation/certificates/{id:guid}", Visitor.Moderator, [Text(paper.Id.Value)], ("accepted", "false"), ("reason", "Số giấy không đúng"));
        Form("moderation/crafts/{id:long}", Visitor.Moderator, [Number(story.Id)], ("Verdict", "Approve"));
        Form("moderation/producers/{id:guid}", Visitor.Moderator, [Text(applying.Id.Value)], ("Verdict", "Approve"));
        Form("moderation/producers/{id:guid}/edits", Visitor.Moderator, [Text(foreign.Id.Value)], ("firstShown", "1"), ("lastShown", "999999"));
        Form("moderation/producers/{id:guid}/suspension", Visitor.Moderator, [Text(foreign.Id.Value)], ("Reasons", "complaints"), ("Message", "Bán hàng giả nhiều lần"));
        Form("moderation/products/{id:guid}", Visitor.Moderator, [Text(product.Id.Value)], ("Verdict", "Approve"));
        Form("moderation/products/{id:guid}/edits", Visitor.Moderator, [Text(world.Other.Product.Id.Value)], ("firstShown", "1"), ("lastShown", "999999"));
    }

    private async Task Finance()
    {
        var producer = world.Other.Place.Producer;
        await _market.CanBePaid(producer.Id, new BankAccount("970436", "012345678901", "NGUYEN THI MAI"));
        Assert.True((await _market.Send(new ExportBatch(UserId.New()))).Succeeded);
        var paid = await _market.Delivered(producer: producer);
        var onItsWay = await OnItsWay(producer);
        var waiting = await _market.Waiting(producer: producer);
        var cash = await _market.Delivered(PaymentMethod.CashOnDelivery, producer: producer);
        var courier = await _market.CourierPays(335_000, "cod-hostile");
        var receipt = new BankReceipt
        {
            Id = BankReceiptId.New(),
            Provider = "bank",
            EventId = "hostile",
            Account = _market.Account.Account,
            AmountDong = 335_000,
            Content = "khong ro",
            ReceivedAt = Some.Moment,
        };
        receipt.Hold("NoCode", null);
        var (toApprove, toSend) = (await Given(paid, "1"), await Given(paid, "2"));
        Assert.Empty((await _market.Approve(toSend.Id)).Refusals);
        var attempt = await _market.Attempt(paid);
        var toExplain = Refund.MadeElsewhere(attempt, null, attempt.Amount with { MinorUnits = 1000 }, "told", "re_1", isUnexplained: true, Some.Moment);
        toExplain.TakeEvents();
        var notice = new InboxMessage { Id = Guid.CreateVersion7(), Kind = "paid", Provider = "bank", EventId = "given-up", Body = "{}", ReceivedAt = Some.Moment, DueAt = Some.Moment, IsDead = true };
        await _market.Given(receipt, notice, toExplain);
        Form("finance/parts/{number}/refund", Visitor.FinanceOfficer, [paid.Parts.First().Number], ("Form.Reason", "Khách gọi điện"));
        Form("finance/parts/{number}/return", Visitor.FinanceOfficer, [onItsWay], ("Form.Reason", "refused"));
        Form("finance/payouts/{id:guid}/payment", Visitor.FinanceOfficer, [Text(world.Other.Payout.Id.Value)], ("Form.Reference", "FT1"));
        Form("finance/payouts/{id:guid}/return", Visitor.FinanceOfficer, [Text(world.Other.Payout.Id.Value)], ("Form.Reason", "Sai số tài khoản"));
        Form("finance/receipts/new", Visitor.FinanceOfficer, [], ("Form.AmountDong", "335000"), ("Form.ReceivedAt", "2026-08-31T10:00"), ("Form.Reference", "FT9"), ("Form.Content", "khong ro"));
        Form("finance/receipts/{id:guid}/match", Visitor.FinanceOfficer, [Text(receipt.Id.Value)], ("Form.OrderNumber", waiting.Number), ("Form.Reason", "Khách gọi điện"));
        Form("finance/receipts/{id:guid}/remittance", Visitor.FinanceOfficer, [Text(courier.Value)], ("Form.Statement", cash.Parts.First().Number + " 0"));
        Form("finance/receipts/{id:guid}/return", Visitor.FinanceOfficer, [Text(receipt.Id.Value)], ("Form.Reason", "Khách gọi điện"));
        Form("finance/refunds/{id:guid}/approval", Visitor.FinanceOfficer, [Text(toApprove.Id.Value)], ("Form.Bank", "Vietcombank"), ("Form.Number", "0011223344"), ("Form.Holder", "NGUYEN THI MAI"));
        Form("finance/refunds/{id:guid}/explanation", Visitor.FinanceOfficer, [Text(toExplain.Id.Value)], ("Form.Reason", "Khách gọi điện"));
        Form("finance/refunds/{id:guid}/transfer", Visitor.FinanceOfficer, [Text(toSend.Id.Value)], ("Form.Reference", "FT2"));
        Form("finance/undelivered/{id:guid}/closing", Visitor.FinanceOfficer, [Text(notice.Id)], ("Form.Reason", "Khách gọi điện"));
        Form("finance/undelivered/{id:guid}/retry", Visitor.FinanceOfficer, [Text(notice.Id)]);
    }

    /// <summary>The number of a parcel that has left and may still come back.</summary>
    private async Task<string> OnItsWay(Producer producer)
    {
        var order = await _market.Paid(producer: producer);
        var part = order.Parts.First();
        await _market.Do(order, own =>
        {
            var now = _market.Clock.GetUtcNow();
            own.Accept(part.Id, now, Actor.System);
            own.Pack(part.Id, now, Actor.System);
            return own.Send(part.Id, "VNPost", "V1", now, Actor.System);
        });
        return part.Number;
    }

    private async Task<Refund> Given(Order order, string key)
    {
        var attempt = await _market.Attempt(order);
        var refund = new Refund { Id = RefundId.New(), OrderId = order.Id, AttemptId = attempt.Id, Amount = attempt.Amount, Reason = "overpaid", IdempotencyKey = "hostile-" + key, CreatedAt = Some.Moment };
        await _market.Given(refund);
        return refund;
    }

    private async Task Listings()
    {
        var (shop, booth) = (world.Own.Slug, world.Own.Place);
        var group = new Category { Slug = "group", NameVi = "Dệt", NameEn = "Textiles", NameFr = "Textiles", Unit = "piece" };
        var kind = new Category { Slug = "kind", Parent = group, NameVi = "Khăn", NameEn = "Scarves", NameFr = "Écharpes", Unit = "piece" };
        await _market.Given(kind);
        var id = ProductId.New();
        var photo = Photo(booth.Producer.Id);
        var draft = new Product
        {
            Id = id,
            ProducerId = booth.Producer.Id,
            CategoryId = kind.Id,
            Slug = "khan-nhap",
            NameVi = "Khăn lanh nhuộm chàm",
            StoryVi = "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước trong suốt một mùa.",
            OriginUnitId = booth.Commune.Id,
            Unit = "piece",
            WeightGrams = 300,
            CreatedAt = Some.Moment,
        };
        var variant = draft.AddVariant("", "", 335_000);
        draft.AddPhoto(photo.Id, "Khăn lanh trải trên ghế", "");
        draft.TakeEvents();
        await _market.Given(photo, draft, new StockLevel { VariantId = variant.Id, Available = 5 });
        var paper = Paper(id, booth.Producer.Id);
        var lot = new Lot { Id = LotId.New(), ProductId = id, Code = "L-2", MadeOn = new DateOnly(2026, 8, 1), UnitId = booth.Commune.Id };
        await _market.Given(paper, lot);
        string[] listing = [shop, Text(id.Value)];
        const string Root = "studio/{producer}/listings/";
        Form(Root + "new", Visitor.ProducerMember, [shop], ("CategoryId", Number(kind.Id)));
        Form(Root + "{id:guid}/certificates", Visitor.ProducerMember, listing, ("Kind", "Ocop"), ("Stars", "3"), ("Number", "12/QĐ"), ("Issuer", "UBND tỉnh"), ("ValidFrom", "2026-01-01"), ("ValidUntil", "2028-12-31"));
        Form(Root + "{id:guid}/certificates/{certificate:guid}/withdrawal", Visitor.ProducerMember, [.. listing, Text(paper.Id.Value)]);
        Form(Root + "{id:guid}/details", Visitor.ProducerMember, listing, ("Method", "hand"));
        Form(Root + "{id:guid}/lots", Visitor.ProducerMember, listing, ("Code", "LO-1"), ("MadeOn", "2026-08-01"), ("Makers", Text(world.Person(Visitor.ProducerMember).PersonId!.Value.Value)));
        Form(Root + "{id:guid}/lots/{lot:guid}/withdrawal", Visitor.ProducerMember, [.. listing, Text(lot.Id.Value)]);
        Form(Root + "{id:guid}/photos", Visitor.ProducerMember, listing);
        Form(Root + "{id:guid}/photos/changes", Visitor.ProducerMember, listing, ("change", $"{photo.Id.Value:N}:Describe"));
        Form(Root + "{id:guid}/photos/uploads", Visitor.ProducerMember, listing, ("upload", Text(Guid.CreateVersion7())), ("length", "5000"));
        Form(Root + "{id:guid}/preview", Visitor.ProducerMember, listing, ("IsNotBlocked", "true"));
        Form(Root + "{id:guid}/price", Visitor.ProducerMember, listing, ("Variants[0].PriceDong", "335000"), ("Variants[0].Stock", "5"));
        Form(Root + "{id:guid}/removal", Visitor.ProducerMember, listing);
        Form(Root + "{id:guid}/status", Visitor.ProducerMember, [shop, Text(world.Own.Product.Id.Value)], ("onSale", "false"));
        Form(Root + "{id:guid}/story", Visitor.ProducerMember, listing, ("NameVi", "Tên mới của tôi"), ("StoryVi", "Chuyện của tôi, kể cho người mua"));
    }

    private async Task Studio()
    {
        var (shop, booth) = (world.Own.Slug, world.Own.Place);
        var returned = New("Nhà bổ sung");
        returned.Return(forGood: false, "Thiếu tên thôn");
        returned.TakeEvents();
        var person = world.Person(Visitor.ProducerMember).PersonId!.Value;
        var member = new Person { Id = PersonId.New(), FullName = "Sùng A Páo", RecordedAt = Some.Moment };
        var place = Place(member.Id, booth.Producer.Id, MembershipRole.Member);
        var invitation = new Invitation
        {
            Id = InvitationId.New(),
            ProducerId = booth.Producer.Id,
            FullName = "Người mua",
            Login = world.Person(Visitor.Buyer).UserName!,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 0,
            InvitedBy = UserId.New(),
            InvitedAt = _market.Clock.GetUtcNow(),
        };
        var helper = await _market.GivenUser(Some.User(), Roles.Helper);
        var mandate = Mandate.Give(booth.Producer.Id, new UserId(helper.Id), MandateScope.All, 12, _market.Clock.GetUtcNow());
        var craft = new Technique { Slug = "craft-own", NameVi = "Thêu", NameEn = "Embroidery" };
        await _market.Given(returned, member, invitation, mandate, craft);
        await _market.Given(place, Place(person, returned.Id, MembershipRole.Representative));
        await _market.Change(world.Own.Product.Id, product => product.SetTechniques([craft.Id]));
        await _market.Given(await Told(craft, booth.Producer.Id));
        var toAccept = (await _market.Paid(producer: booth.Producer)).Parts.First().Number;
        var sent = await OnItsWay(booth.Producer);
        var reply = await _market.Read(db => db.Reviews.Where(review => review.ProducerId == booth.Producer.Id && review.State == ReviewState.Published).Select(review => review.Id).FirstAsync());

        Form("invitations/{id:guid}", Visitor.Buyer, [Text(invitation.Id.Value)], ("AcceptsTerms", "true"));
        Form(
            "sell/apply", Visitor.Buyer, [], ("Kind", "Household"), ("NameVi", "Nhà Vàng"), ("ProvinceId", Number(booth.Province.Id)), ("UnitId", Number(booth.Commune.Id)), ("AddressLine", "Thôn 2"),
            ("Phone", "0912345678"), ("People[0].FullName", "Vàng Thị Mai"), ("People[0].Gender", "NotStated"), ("AcceptsTerms", "true"));
        Form("studio/{producer}/application", Visitor.ProducerMember, [returned.Slug], ("AddressLine", "Thôn 2"));
        Form("studio/{producer}/crafts/{craft}", Visitor.ProducerMember, [shop, craft.Slug], ("WhoMayMakeVi", "Ai cũng học được."), ("AgreedBy", "Bà M."));
        Form("studio/{producer}/mandates", Visitor.ProducerMember, [shop], ("Login", helper.UserName!), ("Scope", "All"), ("Months", "3"));
        Form("studio/{producer}/mandates/{id:guid}/revocation", Visitor.ProducerMember, [shop, Text(mandate.Id.Value)]);
        Form("studio/{producer}/members", Visitor.ProducerMember, [shop], ("FullName", "Giàng A Páo"), ("Login", "pao@example.vn"), ("Role", "Member"), ("SharePercent", "0"));
        Form("studio/{producer}/members/{id:guid}/end", Visitor.ProducerMember, [shop, Text(place.Id.Value)]);
        Form("studio/{producer}/orders/{number}/decline", Visitor.ProducerMember, [shop, toAccept], ("Reason", DeclineReasons.OutOfStock));
        Form("studio/{producer}/orders/{number}/return", Visitor.ProducerMember, [shop, sent], ("ReturnReason", "refused"));
        Form("studio/{producer}/orders/{number}/steps", Visitor.ProducerMember, [shop, toAccept], ("Step", "Accept"));
        Form("studio/{producer}/profile/portrait", Visitor.ProducerMember, [shop], ("Person", Text(person.Value)), ("AltVi", "Bà Mai bên khung cửi"));
        Form("studio/{producer}/profile/voice", Visitor.ProducerMember, [shop], ("Speaker", Text(person.Value)), ("TranscriptVi", "Mẹ dạy tôi dệt."));
        Form("studio/{producer}/reviews/{id:long}/reply", Visitor.ProducerMember, [shop, Number(reply)], ("Text", "Cảm ơn bạn."), ("Page", "1"));
        Form("studio/{producer}/settings", Visitor.ProducerMember, [shop], ("StoryVi", "Chuyện của tôi, kể cho người mua"), ("Phone", "0912345678"));
        Form("studio/{producer}/settings/bank", Visitor.ProducerMember, [shop], ("Bin", "970436"), ("Number", "012345678901"), ("Holder", "VANG THI MAI"), ("Password", Some.Password));
        Form("studio/{producer}/settings/consents", Visitor.ProducerMember, [shop], ("Permission", $"{person.Value:N}:PublicProfile"));
        Form("studio/{producer}/settings/pause", Visitor.ProducerMember, [shop], ("isPaused", "true"));
    }

    private static Membership Place(PersonId person, ProducerId producer, MembershipRole role) => new()
    {
        Id = MembershipId.New(),
        PersonId = person,
        ProducerId = producer,
        Role = role,
        ShareBasisPoints = 0,
        From = new DateOnly(2026, 1, 1),
    };

    private Producer New(string name, string phone = "+84912345678") => new()
    {
        Id = ProducerId.New(),
        Kind = ProducerKind.Household,
        Slug = Fold.Slug(name),
        NameVi = name,
        UnitId = world.Own.Place.Commune.Id,
        AddressLine = "Thôn 1",
        Phone = phone,
        AppliedAt = Some.Moment,
    };

    private static Product Submitted(Some.Booth booth, MediaId photo)
    {
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = booth.Producer.Id,
            CategoryId = booth.Category.Id,
            Slug = "khan-cho-duyet",
            NameVi = "Khăn chờ duyệt",
            OriginUnitId = booth.Commune.Id,
            Unit = "piece",
            WeightGrams = 200,
            CreatedAt = Some.Moment,
        };
        product.AddVariant("", "", 100_000);
        product.AddPhoto(photo, "Khăn", "");
        product.Submit(Some.Moment);
        product.TakeEvents();
        return product;
    }

    private Certificate Paper(ProductId? product = null, ProducerId? producer = null) => new()
    {
        Id = CertificateId.New(),
        ProducerId = producer ?? world.Other.Place.Producer.Id,
        ProductId = product ?? world.Other.Product.Id,
        Kind = CertificateKind.Organic,
        Number = "3/QĐ",
        Issuer = "UBND",
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidUntil = new DateOnly(2028, 12, 31),
    };

    private static MediaItem Photo(ProducerId producer)
    {
        var photo = new MediaItem { Id = MediaId.New(), ProducerId = producer, Sha256 = new string('0', 64), UploadedAt = Some.Moment };
        photo.Finish(400, 300);
        return photo;
    }

    /// <summary>A whole story of a craft that nobody has seen yet.</summary>
    private async Task<CraftStory> Told(Technique craft, ProducerId producer)
    {
        var story = new CraftStory { ProducerId = producer, TechniqueId = craft.Id };
        for (var step = 0; step < CraftStory.FewestSteps; step++)
        {
            var photo = Photo(producer);
            await _market.Given(photo);
            story.AddStep(photo.Id, "Dệt", "", Some.Moment);
        }

        story.Say("Ai cũng học được.", "", "Bà M.", Some.Moment);
        return story;
    }
}
