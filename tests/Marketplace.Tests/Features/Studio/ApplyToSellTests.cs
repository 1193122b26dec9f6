using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Apply;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Studio;

public sealed class ApplyToSellTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_household_applies_and_its_member_may_enter_the_studio()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());

        var slug = Stall.Done(await _market.Send(Application(stall, user.UserId)));

        var producer = await _market.Read(db => db.Producers.SingleAsync(producer => producer.Slug == slug, Ct));
        Assert.Equal((ProducerStatus.Applied, "+84912345678", stall.LungTam.Id), (producer.Status, producer.Phone, producer.UnitId));
        var membership = await _market.Read(db => db.Memberships.SingleAsync(membership => membership.ProducerId == producer.Id, Ct));
        Assert.Equal(MembershipRole.Representative, membership.Role);
        Assert.Equal(membership.PersonId, (await _market.Read(db => db.Users.SingleAsync(one => one.Id == user.Id, Ct))).PersonId);
        var browser = await _market.As(user);
        Assert.Equal($"/studio/{slug}", (await browser.Get("/studio")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.Get($"/studio/{slug}/application")).StatusCode);
    }

    [Fact]
    public async Task Each_permission_is_stored_by_itself_and_only_when_ticked()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());

        await _market.Send(Application(stall, user.UserId) with
        {
            People = [Person() with { Statistics = true }, Person("Giàng A Páo") with { PublicProfile = true }],
        });

        var purposes = await _market.Read(db => db.Consents.OrderBy(consent => consent.Purpose).Select(consent => consent.Purpose).ToListAsync(Ct));
        Assert.Equal([ConsentPurpose.Selling, ConsentPurpose.PublicProfile, ConsentPurpose.Statistics], purposes);
        Assert.All(await _market.Read(db => db.Consents.ToListAsync(Ct)), consent => Assert.Equal("2026-11", consent.TextVersion));
    }

    [Fact]
    public async Task Ethnicity_is_stored_encrypted_and_never_without_a_permission()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());
        await _market.Given(new EthnicGroup { Slug = "hmong", Code1979 = "05", Code2008 = "08", NameVi = "Mông", NameEn = "Hmong" });
        var person = Person() with { EthnicGroup = "hmong" };

        var refused = await _market.Send(Application(stall, user.UserId) with { People = [person] });
        var done = await _market.Send(Application(stall, user.UserId) with { People = [person with { PublicEthnicity = true }] });

        Assert.Equal("People[0].EthnicGroup", Assert.Single(refused.Refusals).Field);
        Assert.True(done.Succeeded);
        var saved = await _market.Read(db => db.Persons.SingleAsync(Ct));
        Assert.DoesNotContain("hmong", System.Text.Encoding.UTF8.GetString(saved.EthnicityCipher!));
        await using var scope = _market.Services.CreateAsyncScope();
        Assert.Equal("hmong", await scope.ServiceProvider.GetRequiredService<SensitiveReader>().Ethnicity(saved.Id, null, "test", Ct));
    }

    [Fact]
    public async Task Sending_the_form_twice_makes_one_producer()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());
        var application = Application(stall, user.UserId);

        var answers = await _market.SendAtOnce(4, () => application);

        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1, await _market.Read(db => db.Producers.CountAsync(Ct)));
        Assert.Equal(1, await _market.Read(db => db.Memberships.CountAsync(Ct)));
    }

    [Fact]
    public async Task Someone_elses_token_answers_not_found()
    {
        var stall = await Stall.In(_market);
        var (owner, stranger) = (await _market.GivenUser(Some.User()), await _market.GivenUser(Some.User()));
        var application = Application(stall, owner.UserId);
        await _market.Send(application);

        var result = await _market.Send(application with { User = stranger.UserId });

        Assert.Equal([ProducerRefusals.NotFound], result.Refusals);
    }

    [Fact]
    public async Task Two_shops_of_one_name_get_two_addresses()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());

        var one = await _market.Send(Application(stall, user.UserId));
        var other = await _market.Send(Application(stall, user.UserId));

        Assert.Equal(("nha-vang-thi-mai", "nha-vang-thi-mai-2"), (one.Value, other.Value));
    }

    [Fact]
    public async Task Two_applications_of_one_account_wait_at_once_and_a_third_when_one_was_decided_on()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());
        await _market.Send(Application(stall, user.UserId));
        var second = Application(stall, user.UserId);
        await _market.Send(second);

        var third = await _market.Send(Application(stall, user.UserId));
        var again = await _market.Send(second);
        await _market.Change(second.Token, producer => producer.Return(true, "Không."));
        var later = await _market.Send(Application(stall, user.UserId));

        Assert.Equal("studio.too-many-applications", Assert.Single(third.Refusals).Code);
        Assert.True(again.Succeeded);
        Assert.True(later.Succeeded);
    }

    [Fact]
    public async Task Shares_of_more_than_the_whole_are_refused()
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());

        var result = await _market.Send(Application(stall, user.UserId) with { People = [Person() with { SharePercent = 60 }, Person() with { SharePercent = 41 }] });

        Assert.Equal("studio.shares-over-whole", Assert.Single(result.Refusals).Code);
    }

    /// <summary>Companies and co-operatives declare their own tax: who says to be one names the register's number, and the moderator and the buyer read it.</summary>
    [Theory]
    [InlineData(ProducerKind.Company)]
    [InlineData(ProducerKind.Cooperative)]
    public async Task A_company_names_its_number_in_the_register(ProducerKind kind)
    {
        var stall = await Stall.In(_market);
        var user = await _market.GivenUser(Some.User());
        using var browser = await _market.As(user);
        (string Name, string Value)[] fields = [.. Fields(stall).Select(pair => pair.Name == "Kind" ? (pair.Name, $"{kind}") : pair)];

        var without = await browser.Post("/sell/apply", fields);
        var wrong = await browser.Post("/sell/apply", [.. fields, ("RegistrationNumber", "12345")]);
        var page = await wrong.Page();
        var sent = await browser.Post("/sell/apply", [.. fields, ("RegistrationNumber", "0123 456 789")]);
        var producer = await _market.Read(db => db.Producers.SingleAsync(Ct));
        var review = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Open($"/moderation/producers/{producer.Id.Value}");

        Assert.All([without, wrong], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Equal("12345", page.QuerySelector("#RegistrationNumber")!.GetAttribute("value"));
        Assert.Contains("10 số", page.QuerySelector("#RegistrationNumber-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("0123456789", producer.RegistrationNumber);
        Assert.Contains(review.Texts("dd"), text => text.StartsWith("0123456789", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_household_writes_for_a_number_is_not_kept()
    {
        var stall = await Stall.In(_market);
        using var browser = await _market.As(await _market.GivenUser(Some.User()));

        await browser.Post("/sell/apply", [.. Fields(stall), ("RegistrationNumber", "012345678901")]);

        Assert.Equal("", await _market.Read(db => db.Producers.Select(producer => producer.RegistrationNumber).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_script_in_a_name_is_only_text()
    {
        var stall = await Stall.In(_market);
        var browser = await _market.As(await _market.GivenUser(Some.User()));

        var response = await browser.Post("/sell/apply", [.. Fields(stall).Select(pair => pair.Name == "NameVi" ? (pair.Name, "<b onclick=x>Nhà</b>") : pair)]);
        var page = await (await browser.Get(response.Headers.Location!.ToString())).Content.ReadAsStringAsync(Ct);

        Assert.DoesNotContain("<b onclick", page);
    }

    [Fact]
    public async Task Without_a_script_the_communes_come_with_a_second_step_and_nothing_typed_is_lost()
    {
        var stall = await Stall.In(_market);
        var browser = await _market.As(await _market.GivenUser(Some.User()));

        var page = await (await browser.Post("/sell/apply", ("Step", "communes"), ("NameVi", "Nhà dở dang"), ("ProvinceId", $"{stall.TuyenQuang.Id}"))).Content.ReadAsStringAsync(Ct);

        Assert.Contains("Lùng Tám", page);
        Assert.DoesNotContain("Sa Pa", page);
        Assert.Contains("Nhà dở dang", page);
    }

    [Fact]
    public async Task Communes_are_offered_in_the_order_of_the_Vietnamese_alphabet()
    {
        var province = Some.Province();
        await _market.Given([.. Some.Communes(province)]);

        var communes = await _market.Send(new ListCommunes(province.Id));

        Assert.Equal(Some.NamesInOrder, communes.Select(commune => commune.Name));
    }

    [Fact]
    public async Task People_are_added_row_by_row()
    {
        await Stall.In(_market);
        var browser = await _market.As(await _market.GivenUser(Some.User()));

        var page = await (await browser.Post("/sell/apply", ("Step", "add"), ("People[0].FullName", "Vàng Thị Mai"))).Content.ReadAsStringAsync(Ct);

        Assert.Contains("People[1].FullName", page);
        Assert.Contains("Vàng Thị Mai", page);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ApplyingPerson Person(string name = "Vàng Thị Mai") => new(name, null, Gender.NotStated, "", false, false, false);

    private static ApplyToSell Application(Stall stall, UserId user) => new(
        ProducerId.New(), user, ProducerKind.Household, "Nhà Vàng Thị Mai", "", stall.TuyenQuang.Id, stall.LungTam.Id, "Thôn Hợp Tiến", "0912 345 678", "", 3, [Person()], true);

    internal static (string Name, string Value)[] Fields(Stall stall) =>
    [
        ("Token", Guid.CreateVersion7().ToString()), ("Kind", "Household"), ("NameVi", "Nhà Vàng Thị Mai"), ("ProvinceId", $"{stall.TuyenQuang.Id}"), ("UnitId", $"{stall.LungTam.Id}"),
        ("AddressLine", "Thôn Hợp Tiến"), ("Phone", "0912345678"), ("People[0].FullName", "Vàng Thị Mai"), ("AcceptsTerms", "true"),
    ];
}
