using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Checkout;

public sealed class SetAddressRefusalTests(SharedStall shop) : IClassFixture<SharedStall>
{
    public static TheoryData<string, string, string, string> BadAtHome() => new()
    {
        { "FullName", "", "Nhập họ và tên người nhận.", "Enter the receiver’s full name." },
        { "FullName", "😀😀", "Nhập họ và tên người nhận.", "Enter the receiver’s full name." },
        { "FullName", new string('a', 101), "Viết ngắn lại, tối đa 100 ký tự.", "Shorten this to at most 100 characters." },
        { "FullName", "Mai\uE000", "Có ký tự lạ không in được. Gõ lại bằng bàn phím.", "There are characters that cannot be printed. Type it again." },
        { "Phone", "", "Nhập số điện thoại có 10 số.", "Enter a phone number of 10 digits." },
        { "Phone", "12345", "Nhập số điện thoại có 10 số.", "Enter a phone number of 10 digits." },
        { "Phone", "<script>alert(1)</script>", "Nhập số điện thoại có 10 số.", "Enter a phone number of 10 digits." },
        { "Email", "mai@", "Nhập e-mail đúng dạng, ví dụ ten@example.com.", "Enter an e-mail address like name@example.com." },
        { "Email", "mai@gmail", "Nhập e-mail đúng dạng, ví dụ ten@example.com.", "Enter an e-mail address like name@example.com." },
        { "Email", "Mai<mai@example.com>", "Nhập e-mail đúng dạng, ví dụ ten@example.com.", "Enter an e-mail address like name@example.com." },
        { "ProvinceId", "", "Chọn tỉnh hoặc thành phố.", "Choose the province or city." },
        { "ProvinceId", "-1", "Chọn tỉnh hoặc thành phố.", "Choose the province or city." },
        { "ProvinceId", "99999999999999", "Chọn tỉnh hoặc thành phố.", "Choose the province or city." },
        { "ProvinceId", "abc", "Chọn tỉnh hoặc thành phố.", "Choose the province or city." },
        { "UnitId", "", "Chọn xã hoặc phường.", "Choose the commune or ward." },
        { "UnitId", "2147483647", "Chọn xã hoặc phường.", "Choose the commune or ward." },
        { "Line1", " ", "Nhập số nhà, đường hoặc thôn.", "Enter the house and street, or the hamlet." },
        { "CourierNote", new string('x', 301), "Viết ngắn lại, tối đa 300 ký tự.", "Shorten this to at most 300 characters." },
    };

    [Theory]
    [MemberData(nameof(BadAtHome))]
    public async Task Bad_input_at_home_is_said_in_the_readers_language_and_kept(string field, string value, string vietnamese, string english)
    {
        var walk = await Started("");
        foreach (var (prefix, message) in new[] { ("", vietnamese), ("/en", english) })
        {
            await walk.Start(prefix);
            (string Name, string Value)[] fields = [.. Walk.AtHome(shop.Stall).Where(pair => pair.Name != field), (field, value)];

            var refused = await walk.Address(fields);
            var page = await Walk.Page(refused);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(message, page.Body!.TextContent, StringComparison.Ordinal);
            if (field != "FullName")
            {
                Assert.Equal("Nguyễn Thị Mai", page.QuerySelector("[name=FullName]")!.GetAttribute("value"));
            }
            else
            {
                Assert.Equal(value, page.QuerySelector("[name=FullName]")!.GetAttribute("value"));
            }
        }
    }

    [Theory]
    [InlineData("City", "", "Enter the city or town.")]
    [InlineData("PostalCode", "", "Enter the postcode.")]
    [InlineData("Email", "", "Enter an e-mail address like name@example.com.")]
    [InlineData("Email", "jean@gmail", "Enter an e-mail address like name@example.com.")]
    [InlineData("Email", "Jean<jean@example.fr>", "Enter an e-mail address like name@example.com.")]
    [InlineData("Email", "Jean <jean@example.fr>", "Enter an e-mail address like name@example.com.")]
    [InlineData("Phone", "0612", "Enter a phone number with its country code, for example +33 6 12 34 56 78.")]
    [InlineData("FullName", "Мария", "Use Latin letters.")]
    [InlineData("Line1", "東京都", "Use Latin letters.")]
    [InlineData("CountryCode", "XX", "Choose a country we send to.")]
    [InlineData("CountryCode", "CU", "Choose a country we send to.")]
    [InlineData("CountryCode", "<b>", "Choose a country we send to.")]
    public async Task Bad_input_abroad_is_said_clearly(string field, string value, string message)
    {
        var walk = await Started("/en");
        (string Name, string Value)[] fields =
        [
            ("CountryCode", "FR"), ("FullName", "Élodie Martin"), ("Phone", "+33612345678"), ("Email", "elodie@example.com"), ("Line1", "3 rue des Écoles"),
            ("PostalCode", "75005"), ("City", "Paris"),
        ];

        var refused = await walk.Address([.. fields.Where(pair => pair.Name != field), (field, value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(message, (await Walk.Page(refused)).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<Walk> Started(string language)
    {
        var walk = new Walk(shop.Market.AsGuest());
        await walk.Add(shop.Scarf);
        await walk.Start(language);
        return walk;
    }
}
