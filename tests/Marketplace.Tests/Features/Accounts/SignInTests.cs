using Marketplace.Domain.Accounts;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

public sealed class SignInTests : IDisposable
{
    private readonly TestMarketplace _market = new WithWitness();

    private static readonly List<UserSignedIn> Seen = [];

    [Fact]
    public async Task The_password_opens_the_account_by_either_address()
    {
        var byMail = await _market.GivenUser(Some.User("mai@example.vn"));
        var byPhone = await _market.GivenUser(Some.User("+84912345678"));

        Assert.Equal(byMail.UserId, await SignIn("  MAI@Example.vn "));
        Assert.Equal(byPhone.UserId, await SignIn("0912 345 678"));
        Assert.Equal(byPhone.UserId, await SignIn("+84 912-345-678"));
    }

    [Fact]
    public async Task Wrong_and_unknown_get_the_same_answer()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));

        var wrong = await _market.Send(new SignIn("mai@example.vn", "something else"));
        var unknown = await _market.Send(new SignIn("nobody@example.vn", Some.Password));

        Assert.Equal(unknown, wrong);
        Assert.Null(wrong.Value!.User);
    }

    [Fact]
    public async Task Five_wrong_guesses_rest_the_account_for_a_quarter_of_an_hour()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Null(await SignIn("mai@example.vn", "guess " + guess));
        }

        Assert.Null(await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
    }

    /// <summary>An answer of its own, for a lost race, would tell that there is an account.</summary>
    [Fact]
    public async Task Guesses_sent_side_by_side_get_the_same_answer_and_are_all_counted()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(guess => Task.Run(() => _market.Send(new SignIn("mai@example.vn", "guess " + guess)))));

        Assert.All(answers, answer => Assert.Equal((true, null), (answer.Succeeded, answer.Value!.User)));
        Assert.Equal((4, null), await Counted());
        Assert.Null(await SignIn("mai@example.vn", "the fifth"));
        Assert.Equal((0, _market.Clock.GetUtcNow().AddMinutes(15)), await Counted());
        Assert.Null(await SignIn("mai@example.vn"));
        Assert.Equal(user.ConcurrencyStamp, await _market.Read(db => db.Users.Select(row => row.ConcurrencyStamp).SingleAsync()));

        Task<(int, DateTimeOffset?)> Counted() => _market.Read(async db =>
        {
            var row = await db.Users.AsNoTracking().SingleAsync();
            return (row.AccessFailedCount, row.LockoutEnd);
        });
    }

    [Fact]
    public async Task The_right_password_forgets_earlier_wrong_ones()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        for (var round = 0; round < 3; round++)
        {
            await SignIn("mai@example.vn", "a wrong one");
            await SignIn("mai@example.vn", "a wrong one");
            Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
        }

        Assert.Equal(0, await _market.Read(db => db.Users.Select(row => row.AccessFailedCount).SingleAsync()));
    }

    [Theory]
    [InlineData(Roles.Helper)]
    [InlineData(Roles.Moderator)]
    [InlineData(Roles.FinanceOfficer)]
    [InlineData(Roles.ProgrammeManager)]
    [InlineData(Roles.Administrator)]
    public async Task What_officials_sign_in_with_right_and_wrong_is_written_down(string role)
    {
        var official = await _market.GivenUser(Some.User("cham@example.vn"), Roles.Buyer, role);

        await SignIn("cham@example.vn", "a wrong one");
        await SignIn("cham@example.vn");
        for (var guess = 0; guess < 5; guess++)
        {
            await SignIn("cham@example.vn", "guess " + guess);
        }

        await SignIn("cham@example.vn");

        var written = await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => new { entry.Action, entry.Detail, entry.ActorId, entry.Subject }).ToListAsync());
        Assert.Equal(
            ["account.sign-in-failed wrong", "account.sign-in ", .. Enumerable.Repeat("account.sign-in-failed wrong", 5), "account.sign-in-failed rests"],
            written.Select(entry => $"{entry.Action} {entry.Detail}"));
        Assert.All(written, entry => Assert.Equal($"account:{official.Id:N}", entry.Subject));
        Assert.Equal((UserId?[])[null, official.UserId], written.Take(2).Select(entry => entry.ActorId));
    }

    [Fact]
    public async Task Buyers_and_makers_sign_in_without_a_trace()
    {
        await _market.GivenUser(Some.User("mai@example.vn"), Roles.Buyer, Roles.ProducerMember);

        await SignIn("mai@example.vn", "a wrong one");
        await SignIn("mai@example.vn");
        await SignIn("nobody@example.vn");

        Assert.Equal(0, await _market.Read(db => db.AuditEvents.CountAsync()));
    }

    [Fact]
    public async Task A_guests_cart_can_follow_because_the_sign_in_is_announced()
    {
        var user = await _market.GivenUser(Some.User());

        await SignIn(user.UserName!, "wrong");
        await SignIn(user.UserName!);

        Assert.Single(Seen, seen => seen.User == user.UserId);
    }

    [Theory]
    [InlineData("Mật khẩu có dấu")]
    public async Task A_password_composed_by_another_keyboard_is_the_same(string password)
    {
        var user = Some.User("mai@example.vn");
        user.PasswordHash = new Microsoft.AspNetCore.Identity.PasswordHasher<User>().HashPassword(user, password.Normalize(System.Text.NormalizationForm.FormC));
        await _market.GivenUser(user);

        Assert.Equal(user.UserId, await SignIn("mai@example.vn", password.Normalize(System.Text.NormalizationForm.FormD)));
    }

    public void Dispose() => _market.Dispose();

    private async Task<Marketplace.Domain.Accounts.UserId?> SignIn(string login, string password = Some.Password) =>
        (await _market.Send(new SignIn(login, password))).Value!.User;

    private sealed class WithWitness : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddScoped<INotificationHandler<UserSignedIn>, Witness>());
        }
    }

    private sealed class Witness : INotificationHandler<UserSignedIn>
    {
        public Task Handle(UserSignedIn notification, CancellationToken cancellationToken)
        {
            lock (Seen)
            {
                Seen.Add(notification);
            }

            return Task.CompletedTask;
        }
    }
}
