using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Features.Accounts.Close;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Features.Administration.Users;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Accounts;

public sealed class CloseAccountTests : IDisposable
{
    private const string Login = "mai@example.vn";
    private readonly ReviewedMarket _market = new();

    [Fact]
    public async Task What_the_account_was_for_goes_and_its_orders_stay()
    {
        var bought = await _market.Bought();
        var user = await _market.GivenUser(Some.User(Login, name: "Nguyễn Thị Mai"), Roles.Buyer);
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, user.UserId)));
        await _market.Published(bought, name: "Mai");
        await _market.Given(new StockAlert
        {
            Id = StockAlertId.New(),
            ProductId = bought.Product.Id,
            Contact = Login,
            Language = "vi",
            TextVersion = StockAlert.CurrentText,
            AskedAt = _market.Clock.GetUtcNow(),
        });
        var cookies = new CookieContainer();
        using var browser = _market.AsGuest(cookies);
        await browser.Post("/account/sign-in", ("Login", Login), ("Password", Some.Password));
        await browser.Post("/cart/lines", ("variant", bought.Product.Variants.First().Id.Value.ToString()));
        var page = await browser.Open("/account/closing");
        await _market.Read(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.TwoFactorEnabled, true)));
        await _market.Given(
            new Marketplace.Domain.Orders.Checkout { Id = CheckoutId.New(), CartId = CartId.New(), UserId = user.UserId, StartedAt = _market.Clock.GetUtcNow() },
            new WrongGuess { UserId = user.Id, Place = Guesses.Session, At = _market.Clock.GetUtcNow() },
            new IdentityUserToken<Guid> { UserId = user.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "sealed" },
            new Invitation
            {
                Id = InvitationId.New(),
                ProducerId = bought.Atelier.Producer.Id,
                FullName = "Mai",
                Login = Login,
                Role = MembershipRole.Member,
                ShareBasisPoints = 0,
                InvitedBy = UserId.New(),
                InvitedAt = _market.Clock.GetUtcNow(),
            });

        using var closed = await browser.Post("/account/closing", ("__RequestVerificationToken", page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("Password", Some.Password));
        var told = await browser.Open("/account/closed");
        using var account = await browser.Get("/account");

        Assert.Equal((HttpStatusCode.Redirect, "/account/closed"), (closed.StatusCode, closed.Headers.Location?.ToString()));
        Assert.Contains("Tài khoản đã đóng", told.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, account.StatusCode);
        var after = await _market.Read(db => db.Users.AsNoTracking().SingleAsync(row => row.Id == user.Id));
        Assert.Equal((null, null, null, "", null), (after.Email, after.PhoneNumber, after.PasswordHash, after.DisplayName, after.PersonId));
        Assert.DoesNotContain("mai", after.UserName + after.NormalizedUserName + after.NormalizedEmail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((0, 0, 0), await _market.Read(async db => (await db.Carts.CountAsync(), await db.StockAlerts.CountAsync(), await db.UserRoles.CountAsync(link => link.UserId == user.Id))));
        Assert.Equal((0, 0, 0, 0), await _market.Read(async db => (await db.Checkouts.CountAsync(checkout => checkout.UserId == user.UserId), await db.UserTokens.CountAsync(), await db.WrongGuesses.CountAsync(), await db.Invitations.CountAsync())));
        Assert.False(after.TwoFactorEnabled);
        Assert.Equal("M.", (await _market.Only()).Name);
        Assert.Equal(bought.Number, await _market.Read(db => db.Orders.Select(order => order.Number).SingleAsync()));
        Assert.Null((await _market.Send(new SignIn(Login, Some.Password, "192.0.2.1"))).Value!.User);
        Assert.Equal([Login], await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("account-closed:")).Select(message => message.Payload.Contains(Login) ? Login : "").ToListAsync()));
    }

    [Fact]
    public async Task The_goods_page_forgets_the_name_at_once()
    {
        var bought = await _market.Bought();
        var user = await _market.GivenUser(Some.User(Login));
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, user.UserId)));
        await _market.Published(bought, name: "Thuý Mai");
        using var guest = _market.AsGuest();
        Assert.Contains("Thuý Mai", (await guest.Open(bought.GoodsPage)).Body!.TextContent, StringComparison.Ordinal);

        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));

        Assert.DoesNotContain("Thuý Mai", (await guest.Open(bought.GoodsPage)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_address_opens_a_new_account_later()
    {
        var user = await _market.GivenUser(Some.User(Login));
        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));

        var again = await _market.GivenUser(Some.User(Login));

        Assert.Equal(again.UserId, (await _market.Send(new SignIn(Login, Some.Password, "192.0.2.1"))).Value!.User);
    }

    [Fact]
    public async Task It_takes_the_password()
    {
        var user = await _market.GivenUser(Some.User(Login));
        using var browser = await _market.As(user);

        using var answer = await browser.Post("/account/closing", ("Password", "a wrong one"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(Login, await _market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.UserName).SingleAsync()));
    }

    [Theory]
    [InlineData(Roles.Helper)]
    [InlineData(Roles.Moderator)]
    [InlineData(Roles.FinanceOfficer)]
    [InlineData(Roles.ProgrammeManager)]
    [InlineData(Roles.Administrator)]
    public async Task Who_works_here_gives_the_role_back_first(string role)
    {
        var user = await _market.GivenUser(Some.User(Login), role);

        Assert.Equal(["accounts.close-has-work"], (await _market.Send(new CloseAccount(user.UserId, Some.Password))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task A_maker_leaves_the_shop_first_which_is_named()
    {
        var atelier = await Atelier.In(_market);

        var refusal = Assert.Single((await _market.Send(new CloseAccount(atelier.Maker.UserId, Some.Password))).Refusals);

        Assert.Equal(("accounts.close-is-maker", atelier.Producer.NameVi), (refusal.Code, Assert.Single(refusal.Arguments)));
        await _market.Read(db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Until, new DateOnly(2026, 1, 1))));
        Assert.True((await _market.Send(new CloseAccount(atelier.Maker.UserId, Some.Password))).Succeeded);
    }

    /// <summary>Four eyes are of no use when one pair has no name.</summary>
    [Fact]
    public async Task Who_decided_about_others_keeps_the_name_in_the_books()
    {
        var user = await _market.GivenUser(Some.User(Login, name: "Trần Minh Đức"));
        await _market.Given(new AuditEvent { At = _market.Clock.GetUtcNow(), Action = "role.grant", Subject = AuditSubject.Of(user.UserId), Detail = Roles.FinanceOfficer });

        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));

        Assert.Equal("Trần Minh Đức", await _market.Read(db => db.Users.Where(row => row.Id == user.Id && row.Email == null).Select(row => row.DisplayName).SingleAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_does_who_made_or_helped(bool helped)
    {
        var atelier = await Atelier.In(_market);
        var user = helped ? await _market.GivenUser(Some.User(Login, name: "Lò Văn Sơn")) : atelier.Maker;
        var mandate = Mandate.Give(atelier.Producer.Id, user.UserId, MandateScope.All, 1, _market.Clock.GetUtcNow());
        await _market.Given(helped ? [mandate] : []);
        await _market.Read(db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Until, new DateOnly(2026, 1, 1))));

        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));

        Assert.Equal(user.DisplayName, await _market.Read(db => db.Users.Where(row => row.Id == user.Id && row.Email == null).Select(row => row.DisplayName).SingleAsync()));
    }

    [Fact]
    public async Task The_second_tap_is_told_the_same_and_is_no_wrong_password()
    {
        var user = await _market.GivenUser(Some.User(Login));
        using var browser = await _market.As(user);
        using var other = await _market.As(user);

        using var first = await browser.Post("/account/closing", ("Password", Some.Password));
        using var second = await other.Post("/account/closing", ("Password", Some.Password));

        Assert.Equal(("/account/closed", "/account/closed"), (first.Headers.Location?.ToString(), second.Headers.Location?.ToString()));
        Assert.Equal(0, await _market.Read(db => db.WrongGuesses.CountAsync()));
    }

    [Fact]
    public async Task An_administrators_page_from_before_gives_no_role_to_a_closed_account()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User(Login));
        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));
        using var browser = await _market.As(administrator);

        using var page = await browser.Get($"/administration/users/{user.Id:N}");
        using var granted = await browser.Post($"/administration/users/{user.Id:N}", ("Form.Roles", Roles.Moderator));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, granted.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.UserRoles.CountAsync(link => link.UserId == user.Id)));
    }

    [Fact]
    public async Task Closed_accounts_are_not_among_the_users()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var other = await _market.GivenUser(Some.User("khac@example.vn"));
        ReviewedMarket.Done(await _market.Send(new CloseAccount(user.UserId, Some.Password)));

        Assert.Equal([other.Id], (await _market.Send(new ListUsers("", ""))).Users.Select(row => row.Id));
    }

    [Fact]
    public async Task A_shared_account_of_the_demonstration_stays()
    {
        var user = await _market.GivenUser(Some.User(DemoAccounts.Buyer.Login));

        Assert.Equal(["accounts.demonstration"], (await _market.Send(new CloseAccount(user.UserId, Some.Password))).Refusals.Select(refusal => refusal.Code));
    }

    /// <summary>A new column that names an account fails here: it belongs among what closing deletes and what one's own data tells, or among what stays because it is of others or of the books.</summary>
    [Fact]
    public async Task Every_column_that_names_an_account_is_deleted_or_stays_for_a_reason()
    {
        string[] deleted = ["Cart.UserId", "Checkout.UserId"];
        string[] orders = ["Order.BuyerId", "OrderEvent.ActorId"];
        string[] whoActedForTheMarketOrAShop =
        [
            "AuditEvent.ActorId", "BankReceipt.DecidedBy", "BankReceipt.RecordedBy", "CraftStory.DecidedBy", "Invitation.InvitedBy", "Mandate.HelperId", "OrderProblem.ClosedBy", "Payout.ExportedBy",
            "Payout.PreparedBy", "ProducerDecision.ModeratorId", "ProducerEdit.ActorId", "ProducerEdit.SeenBy", "ProductEdit.ActorId", "ProductEdit.SeenBy", "Refund.ApprovedBy", "Refund.CompletedBy",
            "Review.DecidedBy", "ReviewDecision.ModeratorId",
        ];

        var columns = await _market.Read(db => Task.FromResult(
            from type in db.Model.GetEntityTypes()
            from property in type.GetProperties()
            where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(UserId)
            select type.ClrType.Name + "." + property.Name));

        Assert.Equal([.. ((string[])[.. deleted, .. orders, .. whoActedForTheMarketOrAShop]).Order(StringComparer.Ordinal)], columns.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _market.Dispose();
}
