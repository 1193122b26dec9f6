using System.Net;
using Marketplace.Domain.People;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class SettingsRefusalTests(SharedAtelier shop) : IClassFixture<SharedAtelier>
{
    [Theory]
    [InlineData("Bin", "97043")]
    [InlineData("Bin", "abcdef")]
    [InlineData("Number", "12")]
    [InlineData("Number", "<script>alert(1)</script>")]
    [InlineData("Holder", "")]
    [InlineData("Password", "")]
    [InlineData("Password", "<script>alert(1)</script>")]
    [InlineData("Password", "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    public async Task An_account_that_cannot_be_is_refused_in_words(string field, string value)
    {
        var fields = new[] { ("Bin", "970436"), ("Number", "012345678901"), ("Holder", "SUNG THI MY"), ("Password", Some.Password) }.Where(pair => pair.Item1 != field).Append((field, value)).ToArray();

        using var response = await shop.Browser.Post($"{shop.Atelier.Root}/settings/bank", fields);

        var page = await response.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull(page.QuerySelector($"main [name='{field}'][aria-invalid=true]"));
        Assert.Null((await shop.Atelier.Now()).BankCipher);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("one", "", "")]
    [InlineData("{0}", "", "")]
    [InlineData("{0}:Selling", "", "")]
    [InlineData("{0}:99", "", "")]
    [InlineData("00000000000000000000000000000000:PublicProfile", "", "")]
    [InlineData("{0}:PublicEthnicity", "", "martian")]
    [InlineData("{0}:Statistics", "Female", "<script>alert(1)</script>")]
    public async Task A_permission_that_cannot_be_is_refused_in_words_and_nothing_is_kept(string permission, string gender, string people)
    {
        var chosen = permission.Replace("{0}", shop.Atelier.Person.Id.Value.ToString("N"), StringComparison.Ordinal);

        using var answer = await shop.Browser.Post($"{shop.Atelier.Root}/settings/consents", ("Permission", chosen), ("Gender", gender), ("EthnicGroup", people));

        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.DoesNotContain("<script>alert", html);
        Assert.Equal(0, await shop.Market.Read(db => db.Consents.CountAsync(Ct)));
        var person = await shop.Market.Read(db => db.Persons.SingleAsync(Ct));
        Assert.Equal((null, Gender.NotStated), (person.EthnicityCipher, person.Gender));
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "StoryVi", new string('x', 4001) }, { "StoryEn", new string('đ', 4001) }, { "Phone", "" }, { "Phone", "12" }, { "Phone", "không có" },
        { "Phone", "<script>alert(1)</script>" }, { "Phone", "99999999999999999999999" }, { "Email", "mai" }, { "Email", "a@b" }, { "Email", "mai@example.com@example.com" },
        { "Email", new string('m', 250) + "@example.com" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var fields = new[] { ("StoryVi", "Chuyện mới"), ("StoryEn", "New story"), ("Phone", "0987654321"), ("Email", "my@example.vn") };

        using var response = await shop.Browser.Post($"{shop.Atelier.Root}/settings", [.. fields.Where(pair => pair.Item1 != field), (field, value)]);

        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field.StartsWith("Story", StringComparison.Ordinal) ? "0987654321" : "New story", html);
        Assert.DoesNotContain("<script>alert", html);
        var producer = await shop.Atelier.Now();
        Assert.Equal(("", "", "+84912345678", ""), (producer.StoryVi, producer.StoryEn, producer.Phone, producer.Email));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
