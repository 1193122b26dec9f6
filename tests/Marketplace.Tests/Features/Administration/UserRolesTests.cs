using System.Globalization;
using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Places;
using Marketplace.Features.Administration.UserRoles;
using Marketplace.Features.Administration.Users;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Administration;

public sealed class UserRolesTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    [Fact]
    public async Task Every_grant_and_revocation_is_written_down_with_its_author()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User(), Roles.Helper);

        var result = await _market.Send(new SetRoles(administrator.UserId, user.Id, [Roles.Moderator, Roles.FinanceOfficer], "", ""));

        var log = await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Detail).ToListAsync());
        Assert.True(result.Succeeded);
        Assert.Equal([Roles.FinanceOfficer, Roles.Moderator], await RolesOf(user.Id));
        Assert.Equal(
            [("role.grant", Roles.FinanceOfficer), ("role.revoke", Roles.Helper), ("role.grant", Roles.Moderator)],
            log.Select(entry => (entry.Action, entry.Detail)));
        Assert.All(log, entry => Assert.Equal(administrator.UserId, entry.ActorId));
    }

    /// <summary>Those of before the audit had one notation stand there in the former one.</summary>
    [Fact]
    public async Task The_history_of_a_user_holds_old_grants_and_new_ones()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User(), Roles.Helper);
        await _market.Given(new AuditEvent { At = Some.Moment, Action = "role.grant", Subject = $"user/{user.Id:N}", Detail = Roles.Helper });
        await _market.Send(new SetRoles(administrator.UserId, user.Id, [Roles.Helper, Roles.Moderator], "", ""));

        var shown = await _market.Send(new ShowUser(user.Id, null));

        Assert.Equal([Roles.Helper, Roles.Moderator], shown!.History.Select(entry => entry.Detail).Order());
    }

    [Theory]
    [InlineData("binh")]
    [InlineData("tran.binh@")]
    [InlineData("EXAMPLE.ORG")]
    [InlineData("trần bình")]
    [InlineData("Bình")]
    public async Task An_account_is_found_by_part_of_its_address_or_name(string words)
    {
        var user = await _market.GivenUser(Some.User("tran.binh@example.org", name: "Trần Bình"), Roles.Buyer);
        await _market.GivenUser(Some.User(), Roles.Buyer);

        Assert.Equal([user.Id], (await _market.Send(new ListUsers(words, ""))).Users.Select(row => row.Id));
    }

    /// <summary>The page says all roles a person is to have: one that was opened before must not give back what another administrator took away.</summary>
    [Fact]
    public async Task A_page_opened_before_gives_back_no_role_that_was_taken_meanwhile()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User(), Roles.Helper);
        using var browser = await _market.As(administrator);
        var address = $"/administration/users/{user.Id:N}";
        var shown = (await browser.Open(address)).QuerySelector("[name='Form.Shown']")!.GetAttribute("value")!;
        await _market.Send(new SetRoles(administrator.UserId, user.Id, [], "", ""));

        using var old = await browser.Post(address, ("Form.Roles", Roles.Helper), ("Form.Roles", Roles.Moderator), ("Form.Shown", shown));
        var between = await RolesOf(user.Id);
        var page = await old.Page();
        using var seen = await browser.Post(address, ("Form.Roles", Roles.Moderator), ("Form.Shown", page.QuerySelector("[name='Form.Shown']")!.GetAttribute("value")!));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (old.StatusCode, seen.StatusCode));
        Assert.Empty(between);
        Assert.Equal(2, page.QuerySelectorAll("[name='Form.Roles'][checked]").Length);
        Assert.Equal([Roles.Moderator], await RolesOf(user.Id));
    }

    /// <summary>What a manager may see is the unit beside the role.</summary>
    [Fact]
    public async Task A_page_opened_before_gives_back_no_territory_that_was_narrowed_meanwhile()
    {
        var (first, user, province, commune) = await GivenPlaces();
        using var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Administrator));
        var address = $"/administration/users/{user:N}";
        await _market.Send(new SetRoles(first, user, [Roles.ProgrammeManager], RoleScopes.Province, Text(province.Id)));
        var shown = (await browser.Open(address)).QuerySelector("[name='Form.Shown']")!.GetAttribute("value")!;
        await _market.Send(new SetRoles(first, user, [Roles.ProgrammeManager], RoleScopes.Commune, Text(commune.Id)));

        using var old = await browser.Post(address, ("Form.Roles", Roles.ProgrammeManager), ("Form.Scope", "province"), ("Form.Province", Text(province.Id)), ("Form.Shown", shown));
        var between = await UnitOf(user);
        using var same = await browser.Post(address, ("Form.Roles", Roles.ProgrammeManager), ("Form.Scope", "commune"), ("Form.Commune", Text(commune.Id)), ("Form.Shown", shown));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (old.StatusCode, same.StatusCode));
        Assert.Equal((commune.Id, commune.Id), (between, await UnitOf(user)));
    }

    [Fact]
    public async Task Saying_the_same_again_writes_nothing()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User(), Roles.Moderator);

        await _market.Send(new SetRoles(administrator.UserId, user.Id, [Roles.Moderator], "", ""));

        Assert.Empty(await _market.Read(db => db.AuditEvents.ToListAsync()));
    }

    [Fact]
    public async Task A_programme_manager_has_one_unit_of_todays_map()
    {
        var (administrator, user, province, commune) = await GivenPlaces();

        Assert.True((await _market.Send(new SetRoles(administrator, user, [Roles.ProgrammeManager], RoleScopes.Province, Text(province.Id)))).Succeeded);
        Assert.Equal(province.Id, await UnitOf(user));
        Assert.True((await _market.Send(new SetRoles(administrator, user, [Roles.ProgrammeManager], RoleScopes.Commune, Text(commune.Id)))).Succeeded);
        Assert.Equal(commune.Id, await UnitOf(user));
        Assert.True((await _market.Send(new SetRoles(administrator, user, [], "", ""))).Succeeded);
        Assert.Null(await UnitOf(user));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("galaxy", "1")]
    [InlineData("province", "")]
    [InlineData("province", "-1")]
    [InlineData("province", "99999999999999")]
    [InlineData("province", "<script>")]
    [InlineData("commune", "one")]
    public async Task A_programme_manager_without_a_unit_is_refused(string scope, string unit)
    {
        var (administrator, user, _, _) = await GivenPlaces();

        var result = await _market.Send(new SetRoles(administrator, user, [Roles.ProgrammeManager], scope, unit));

        Assert.False(result.Succeeded);
        Assert.Empty(await RolesOf(user));
        Assert.Empty(await _market.Read(db => db.AuditEvents.ToListAsync()));
    }

    [Fact]
    public async Task A_commune_is_no_province()
    {
        var (administrator, user, _, commune) = await GivenPlaces();

        Assert.False((await _market.Send(new SetRoles(administrator, user, [Roles.ProgrammeManager], RoleScopes.Province, Text(commune.Id)))).Succeeded);
    }

    [Fact]
    public async Task A_made_up_role_is_refused()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);

        var result = await _market.Send(new SetRoles(administrator.UserId, administrator.Id, [Roles.Administrator, "emperor"], "", ""));

        Assert.Equal(["administration.role-unknown"], result.Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task Nobody_takes_their_own_administration_away()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);

        var result = await _market.Send(new SetRoles(administrator.UserId, administrator.Id, [], "", ""));

        Assert.Equal(["administration.not-oneself"], result.Refusals.Select(refusal => refusal.Code));
        Assert.Equal([Roles.Administrator], await RolesOf(administrator.Id));
    }

    /// <summary>The cookie of a minute ago still opens the page.</summary>
    [Fact]
    public async Task Who_is_no_administrator_any_more_changes_nothing()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var former = await _market.GivenUser(Some.User(), Roles.Administrator);
        using var browser = await _market.As(former);
        await _market.Send(new SetRoles(administrator.UserId, former.Id, [], "", ""));

        using var answer = await browser.Post($"/administration/users/{former.Id:N}", ("Form.Roles", Roles.Administrator));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("không còn là người quản trị", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Empty(await RolesOf(former.Id));
    }

    [Fact]
    public async Task Of_two_administrators_who_remove_each_other_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var one = await _market.GivenUser(Some.User(), Roles.Administrator);
            var other = await _market.GivenUser(Some.User(), Roles.Administrator);

            var results = await Task.WhenAll(
                Task.Run(() => _market.Send(new SetRoles(one.UserId, other.Id, [], "", ""))),
                Task.Run(() => _market.Send(new SetRoles(other.UserId, one.Id, [], "", ""))));

            Assert.Single(results, result => result.Succeeded);
            Assert.Equal(1, (await RolesOf(one.Id)).Count + (await RolesOf(other.Id)).Count);
        }
    }

    [Fact]
    public async Task The_page_shows_and_saves()
    {
        var (_, user, province, _) = await GivenPlaces();
        var administrator = await _market.GivenUser(Some.User(name: "Đỗ Thanh Bình"), Roles.Administrator);
        using var browser = await _market.As(administrator);
        var path = $"/administration/users/{user:N}";

        using var saved = await browser.Post(path, ("Form.Roles", Roles.ProgrammeManager), ("Form.Roles", Roles.Moderator), ("Form.Scope", "province"), ("Form.Province", Text(province.Id)));
        using var refused = await browser.Post(path, ("Form.Roles", Roles.ProgrammeManager), ("Form.Scope", "commune"), ("Form.Commune", "x"));
        using var shown = await browser.Get(path);
        using var missing = await browser.Get($"/administration/users/{Guid.NewGuid():N}");
        using var list = await browser.Get("/administration/users");

        var page = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Contains("Đỗ Thanh Bình", page, StringComparison.Ordinal);
        Assert.Contains("Tuyên Quang", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_of_another_province_stays_chosen_when_the_form_is_refused()
    {
        var (_, user, _, commune) = await GivenPlaces();
        using var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Administrator));

        using var refused = await browser.Post($"/administration/users/{user:N}", ("Form.Roles", "emperor"), ("Form.Roles", Roles.ProgrammeManager), ("Form.Scope", "commune"), ("Form.Commune", Text(commune.Id)));

        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull(page.QuerySelector($"[name='Form.Commune'] option[value='{Text(commune.Id)}'][selected]"));
    }

    [Fact]
    public async Task Provinces_and_communes_are_offered_in_the_order_of_the_Vietnamese_alphabet()
    {
        var user = await _market.GivenUser(Some.User());
        var provinces = Some.Provinces();
        await _market.Given([.. provinces, .. Some.Communes(provinces[0])]);

        var shown = await _market.Send(new ShowUser(user.Id, provinces[0].Id));

        Assert.Equal(Some.NamesInOrder, shown!.Provinces.Select(place => place.Name));
        Assert.Equal(Some.NamesInOrder, shown.Communes.Select(place => place.Name));
    }

    [Fact]
    public async Task Users_are_listed_by_pages_without_gap_or_double()
    {
        await _market.Given([.. Enumerable.Range(0, 70).Select(number => Some.User($"u{number:00}@example.vn"))]);
        var seen = new List<string>();
        var page = await _market.Send(new ListUsers("", ""));
        seen.AddRange(page.Users.Select(user => user.Login));
        while (page.Next is { } next)
        {
            page = await _market.Send(new ListUsers("", next));
            seen.AddRange(page.Users.Select(user => user.Login));
        }

        Assert.Equal(Enumerable.Range(0, 70).Select(number => $"u{number:00}@example.vn"), seen);
        Assert.Equal(["u42@example.vn"], (await _market.Send(new ListUsers("u42", ""))).Users.Select(user => user.Login));
        Assert.Empty((await _market.Send(new ListUsers("100%_'", ""))).Users);
    }

    [Theory]
    [InlineData("0912345678")]
    [InlineData("0912 345")]
    [InlineData("+84 912")]
    public async Task A_user_is_found_by_a_telephone_as_people_write_it(string typed)
    {
        await _market.Given(Some.User("+84912345678"), Some.User("+84987654321"));

        Assert.Equal(["+84912345678"], (await _market.Send(new ListUsers(typed, ""))).Users.Select(user => user.Login));
    }

    public void Dispose() => _market.Dispose();

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private async Task<(UserId Administrator, Guid User, AdminUnit Province, AdminUnit Commune)> GivenPlaces()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        var user = await _market.GivenUser(Some.User());
        var province = Some.Province();
        var commune = Some.Commune(province);
        await _market.Given(province, commune);
        return (administrator.UserId, user.Id, province, commune);
    }

    private Task<List<string>> RolesOf(Guid user) => _market.Read(db => db.UserRoles.Where(link => link.UserId == user)
        .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!).OrderBy(name => name).ToListAsync());

    private Task<int?> UnitOf(Guid user) => _market.Read(db => db.Users.Where(row => row.Id == user).Select(row => row.ManagedUnitId).SingleAsync());
}
