using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Features.Studio.Settings;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Studio;

public sealed class BankAccountTests : IDisposable
{
    private static readonly (string, string)[] Other = [("Bin", "970405"), ("Number", "999988887777"), ("Holder", "KE GIAN")];
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_wrong_password_changes_nothing_and_what_was_typed_stays_but_the_password()
    {
        var atelier = await Paid();
        var browser = await _market.As(atelier.Maker);

        using var refused = await browser.Post($"{atelier.Root}/settings/bank", [.. Other, ("Password", "khong phai mat khau")]);
        var page = await refused.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var field = page.QuerySelector("input[name=Password][aria-invalid=true]")!;
        Assert.Contains("Mật khẩu đang dùng chưa đúng", page.QuerySelector($".error#{field.GetAttribute("aria-describedby")!.Split(' ')[^1]}, .error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("", "999988887777", "KE GIAN"), (field.GetAttribute("value"), Value("Number"), Value("Holder")));
        Assert.Equal("970405", page.QuerySelector("select[name=Bin] option[selected]")!.GetAttribute("value"));
        Assert.Equal("012345678901", (await Account(atelier)).Number);
        Assert.Empty(await Told());

        string? Value(string name) => page.QuerySelector($"input[name={name}]")!.GetAttribute("value");
    }

    [Fact]
    public async Task After_five_wrong_passwords_not_even_the_right_one_counts()
    {
        var atelier = await Paid();
        for (var guess = 0; guess < Guesses.BeforeRest; guess++)
        {
            await Change(atelier, "sai", "999988887777");
        }

        var result = await Change(atelier, Some.Password, "999988887777");

        Assert.Equal(("accounts.rests", "Password"), (Assert.Single(result.Refusals).Code, result.Refusals[0].Field));
        Assert.Equal("012345678901", (await Account(atelier)).Number);
    }

    [Fact]
    public async Task The_record_says_from_which_account_to_which_and_by_whom()
    {
        var atelier = await Paid();

        Assert.Empty((await Change(atelier, Some.Password, "999988887777")).Refusals);

        var entries = await _market.Read(db => db.AuditEvents.AsNoTracking().Where(entry => entry.Action == "producer.bank").OrderBy(entry => entry.Id).ToListAsync(Ct));
        Assert.Equal(["> 8901", "8901 > 7777"], entries.Select(entry => entry.Detail));
        Assert.All(entries, entry => Assert.Equal((atelier.Maker.UserId, AuditSubject.Of(atelier.Producer.Id)), (entry.ActorId, entry.Subject)));
    }

    [Fact]
    public async Task Everybody_who_represents_the_shop_or_did_last_month_and_the_shop_itself_are_told_in_their_language_what_to_do()
    {
        var atelier = await Paid();
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        await Represents(atelier, "anh@example.vn", "en", until: null);
        await Represents(atelier, "pierre@example.vn", "fr", until: null);
        await Represents(atelier, "cu@example.vn", "vi", until: new DateOnly(2026, 8, 31));
        await Represents(atelier, "xua@example.vn", "vi", until: new DateOnly(2026, 7, 31));
        await _market.GivenUser(Some.User("thanhvien@example.vn", person: await atelier.Joined()), Roles.ProducerMember);

        Assert.Empty((await Change(atelier, Some.Password, "999988887777")).Refusals);

        var told = await Told();
        Assert.Equal(new[] { "anh@example.vn", "cu@example.vn", "nha.sung@example.vn", "pierre@example.vn", atelier.Maker.UserName! }.Order(StringComparer.Ordinal), told.Select(letter => letter.To).Order(StringComparer.Ordinal));
        Assert.All(told, letter =>
        {
            Assert.Contains("8901", letter.Text, StringComparison.Ordinal);
            Assert.Contains("7777", letter.Text, StringComparison.Ordinal);
            Assert.Contains(atelier.Maker.DisplayName, letter.Text, StringComparison.Ordinal);
            Assert.Contains("/account/password", letter.Text, StringComparison.Ordinal);
            Assert.Contains($"{atelier.Root}/settings", letter.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("999988887777", letter.Text, StringComparison.Ordinal);
        });
        Assert.Contains("10:00 04/09/2026", told.Single(letter => letter.To == "nha.sung@example.vn").Text, StringComparison.Ordinal);
        Assert.Contains("If this was neither you", told.Single(letter => letter.To == "anh@example.vn").Text, StringComparison.Ordinal);
        Assert.Contains("Si ce n’est ni vous", told.Single(letter => letter.To == "pierre@example.vn").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_account_is_told_of_and_has_nothing_to_wait_for()
    {
        var atelier = await Atelier.In(_market);

        await Change(atelier, Some.Password, "012345678901");

        Assert.Contains(await Told(), letter => letter.To == atelier.Maker.UserName && letter.Text.Contains("8901", StringComparison.Ordinal));
        Assert.Null((await atelier.Now()).PayoutsWaitUntil);
        Assert.DoesNotContain("vừa đổi", (await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/money")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_account_given_again_is_no_change()
    {
        var atelier = await Paid();

        Assert.Empty((await Change(atelier, Some.Password, "012345678901")).Refusals);

        Assert.Null((await atelier.Now()).PayoutsWaitUntil);
        Assert.Empty(await Told());
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "producer.bank", Ct)));
    }

    [Fact]
    public async Task The_money_page_says_until_when_nothing_is_sent_and_why()
    {
        var atelier = await Paid();
        await Change(atelier, Some.Password, "999988887777");
        var browser = await _market.As(atelier.Maker);

        var during = await browser.Open($"/en{atelier.Root}/money");
        _market.Clock.Advance(TimeSpan.FromDays(3));
        var after = await browser.Open($"/en{atelier.Root}/money");

        Assert.Contains("nothing is sent before 4 Sep 2026", Text(during), StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is sent before", Text(after), StringComparison.Ordinal);

        static string Text(AngleSharp.Dom.IDocument page) => page.QuerySelector("main")!.TextContent;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A shop with an account, after whoever was told of it has read that.</summary>
    private async Task<Atelier> Paid()
    {
        var atelier = await Atelier.In(_market);
        Assert.Empty((await Change(atelier, Some.Password, "012345678901")).Refusals);
        await _market.Read(db => db.OutboxMessages.ExecuteDeleteAsync(Ct));
        return atelier;
    }

    private Task<Result> Change(Atelier atelier, string password, string number) =>
        _market.Send(new SetBankAccount(atelier.Producer.Id, atelier.Actor, true, "970436", number, "SUNG THI MY", password));

    private async Task Represents(Atelier atelier, string login, string language, DateOnly? until)
    {
        var person = new Person { Id = PersonId.New(), FullName = login, RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = atelier.Producer.Id,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
            Until = until,
        });
        var user = Some.User(login, person: person.Id);
        user.Language = language;
        await _market.GivenUser(user, Roles.ProducerMember);
    }

    private async Task<BankAccount> Account(Atelier atelier)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SensitiveReader>().Bank(atelier.Producer.Id, null, "test", Ct))!;
    }

    private async Task<List<PersonalMessage>> Told() =>
    [
        .. (await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("bank:")).Select(message => message.Payload).ToListAsync(Ct)))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!),
    ];
}
