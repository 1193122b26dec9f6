using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>Names of fields are typed by strangers too: MVC's reader of script-made names throws at an unclosed bracket.</summary>
public sealed class FieldNameTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("[")]
    [InlineData("a[b")]
    [InlineData("]")]
    [InlineData("a[0][1")]
    [InlineData(".")]
    public async Task No_name_of_a_field_breaks_a_form(string name)
    {
        using var browser = _market.AsGuest();

        using var theme = await browser.Post("/theme", ("theme", "dark"), (name, "1"));
        using var cart = await browser.Post("/cart/lines", ("variant", "nonsense"), (name, "1"));
        using var bank = await browser.Post("/bank-notifications", (name, "1"));
        using var query = await browser.GetAsync(new Uri("/search?" + Uri.EscapeDataString(name) + "=1", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(
            [HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [theme.StatusCode, cart.StatusCode, bank.StatusCode, query.StatusCode]);
    }
}
