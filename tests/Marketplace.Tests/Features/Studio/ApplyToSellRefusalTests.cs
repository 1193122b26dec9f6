using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class ApplyToSellRefusalTests(SharedAccount applicant) : IClassFixture<SharedAccount>
{
    public static TheoryData<string, string> BadFields() => new()
    {
        { "Kind", "" }, { "Kind", "99" }, { "Kind", "Pirate" }, { "NameVi", "" }, { "NameVi", "x" }, { "NameVi", "!!!!" }, { "NameVi", new string('a', 121) },
        { "ProvinceId", "" }, { "ProvinceId", "-1" }, { "ProvinceId", "99999999999999" }, { "UnitId", "abc" }, { "UnitId", "2147483647" },
        { "AddressLine", "" }, { "AddressLine", new string('đ', 201) }, { "Phone", "" }, { "Phone", "12" }, { "Phone", "<script>" }, { "Phone", "٠٩١٢" },
        { "Email", "mai" }, { "Email", "a@b" }, { "Email", "a@b@c.vn" }, { "MemberCount", "-5" }, { "MemberCount", "99999999999999999999" }, { "MemberCount", "1,5" },
        { "People[0].FullName", "" }, { "People[0].SharePercent", "101" }, { "People[0].SharePercent", "-1" }, { "People[0].SharePercent", "một nửa" },
        { "People[0].Gender", "Female" }, { "People[0].EthnicGroup", "martian" }, { "AcceptsTerms", "false" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var fields = ApplyToSellTests.Fields(applicant.Stall).Where(pair => pair.Name != field).Append((field, value)).ToArray();

        var response = await applicant.Browser.Post("/sell/apply", fields);

        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "AddressLine" ? "Vàng" : "Hợp Tiến", html);
        Assert.DoesNotContain("<script>", html.Replace("<script type", "", StringComparison.Ordinal));
        Assert.Equal(0, await applicant.Market.Read(db => db.Producers.CountAsync(Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
