using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Payments;

public sealed class NotificationRefusalTests(SharedPayments shared) : IClassFixture<SharedPayments>
{
    public static TheoryData<string> HostileBodies() =>
    [
        "", " ", "null", "0", "\"x\"", "[]", "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", "{", "{}", "{\"id\":null}", "{\"id\":{},\"transferAmount\":[]}", "\0\0\0",
        "{\"id\":1,\"object\":\"event\"}", "{\"object\":\"event\",\"id\":\"e\",\"type\":\"t\",\"livemode\":\"no\"}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":-5}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":0}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":1.5}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":\"335000\"}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":99999999999999999999}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"sideways\",\"transferAmount\":5}",
        "<script>alert(1)</script>", "\u202Etxt.exe", "{\"id\":\"" + new string('x', 300) + "\"}",
    ];

    [Theory]
    [MemberData(nameof(HostileBodies))]
    public async Task A_signed_but_senseless_body_is_a_bad_request_and_leaves_nothing(string body)
    {
        using var bank = await shared.Market.Notify(body);
        using var stripe = await shared.Market.NotifyStripe(body, shared.Market.SignStripe(body));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bank.StatusCode, stripe.StatusCode));
        Assert.Equal(0, await shared.Market.Read(db => db.InboxMessages.CountAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1")]
    [InlineData("v1=aa")]
    [InlineData("t=x,v1=aa")]
    [InlineData("t=1,t=2,v1=aa")]
    [InlineData("t=99999999999999999999,v1=aa")]
    [InlineData(",,,===,")]
    public async Task A_crooked_signature_header_is_a_bad_request(string? header)
    {
        using var response = await shared.Market.NotifyStripe(NotificationEndpointTests.Event("evt_1"), header);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
