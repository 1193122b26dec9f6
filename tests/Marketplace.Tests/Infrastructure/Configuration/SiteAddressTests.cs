using Marketplace.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Tests.Infrastructure.Configuration;

public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("", "", "http://127.0.0.1:5080/x")]
    [InlineData("", "http://127.0.0.1:6300", "http://127.0.0.1:6300/x")]
    [InlineData("", "http://*:8080;https://*:8443", "http://127.0.0.1:8080/x")]
    [InlineData("", "http://0.0.0.0:8080/", "http://127.0.0.1:8080/x")]
    [InlineData("", "http://[::]:8080", "http://127.0.0.1:8080/x")]
    [InlineData("", "http://127.0.0.1:0", "http://127.0.0.1:5080/x")]
    [InlineData("", "nowhere", "http://127.0.0.1:5080/x")]
    [InlineData("https://chophien.example/", "http://127.0.0.1:6300", "https://chophien.example/x")]
    public void Messages_lead_where_the_shop_is_said_to_be_or_where_it_listens(string url, string urls, string link)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Site:Url"] = url, ["urls"] = urls }).Build();

        Assert.Equal(link, new SiteAddress(configuration).Of("/x"));
    }
}
