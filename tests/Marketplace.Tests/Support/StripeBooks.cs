using System.Net;
using System.Web;

namespace Marketplace.Tests.Support;

/// <summary>What Stripe itself keeps, however it is reached: answers by idempotency key, checkout pages, refunds. A test plays the buyer on a page.</summary>
internal sealed class StripeBooks
{
    private readonly Dictionary<string, (HttpStatusCode, string)> _answered = [];
    private readonly Dictionary<string, Page> _pages = [];
    private readonly List<string> _refunds = [];
    private readonly Lock _turn = new();

    /// <summary>How many pages and refunds it really made.</summary>
    public int Made { get; private set; }

    /// <summary>What it says of a refund it makes.</summary>
    public string RefundStatus { get; set; } = "succeeded";

    /// <summary>A day passed: keys mean nothing any more, what was made stays.</summary>
    public void ForgetKeys() => _answered.Clear();

    /// <summary>The buyer pays on the page.</summary>
    public void Pay(string page = "cs_1") => Change(page, "complete", "paid", "succeeded");

    /// <summary>The buyer finishes on the page with a method that takes days.</summary>
    public void Finish(string page = "cs_1") => Change(page, "complete", "unpaid", "processing");

    /// <summary>The days are over and no money came.</summary>
    public void Fail(string page = "cs_1") => Change(page, "complete", "unpaid", "requires_payment_method");

    /// <summary>Nobody paid in time.</summary>
    public void Expire(string page = "cs_1") => Change(page, "expired", "unpaid", "canceled");

    /// <summary>What became of all refunds there, whether or not anybody is told.</summary>
    public void EndRefunds(string status)
    {
        lock (_turn)
        {
            for (var at = 0; at < _refunds.Count; at++)
            {
                _refunds[at] = _refunds[at].Replace($"\"{RefundStatus}\"", $"\"{status}\"", StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Once for a key, however many ask at the same time.</summary>
    public (HttpStatusCode Status, string Body) Answer(HttpMethod method, string path, string key, string body)
    {
        lock (_turn)
        {
            if (method == HttpMethod.Get)
            {
                var id = path.Split('/')[^1];
                return path.StartsWith("/v1/checkout/sessions/", StringComparison.Ordinal)
                    ? _pages.TryGetValue(id, out var page) ? (HttpStatusCode.OK, page.ToString()) : No(HttpStatusCode.NotFound, "resource_missing")
                    : path.StartsWith("/v1/refunds/", StringComparison.Ordinal)
                    ? _refunds.FirstOrDefault(made => made.Contains($"\"{id}\"", StringComparison.Ordinal)) is { } refund ? (HttpStatusCode.OK, refund) : No(HttpStatusCode.NotFound, "resource_missing")
                    : (HttpStatusCode.OK, $$"""{"object":"list","has_more":false,"url":"{{path}}","data":[{{string.Join(',', _refunds)}}]}""");
            }

            return _answered.TryGetValue(key, out var before) ? before : _answered[key] = Do(path, HttpUtility.ParseQueryString(body));
        }
    }

    private static (HttpStatusCode, string) No(HttpStatusCode status, string code) =>
        (status, $$"""{"error":{"type":"invalid_request_error","code":"{{code}}","message":"no"} }""");

    private void Change(string id, string status, string paymentStatus, string intent)
    {
        lock (_turn)
        {
            _pages[id] = _pages[id] with { Status = status, PaymentStatus = paymentStatus, Intent = intent };
        }
    }

    private (HttpStatusCode, string) Do(string path, System.Collections.Specialized.NameValueCollection asked)
    {
        if (path == "/v1/refunds")
        {
            Made++;
            _refunds.Add($$"""{"id":"re_{{Made}}","object":"refund","status":"{{RefundStatus}}","metadata":{"refund":"{{asked["metadata[refund]"]}}" } }""");
            return (HttpStatusCode.OK, _refunds[^1]);
        }

        if (path == "/v1/checkout/sessions")
        {
            Made++;
            var made = new Page(
                "cs_" + Made, asked["client_reference_id"] ?? "", asked["line_items[0][price_data][unit_amount]"] ?? "0", asked["line_items[0][price_data][currency]"] ?? "");
            _pages[made.Id] = made;
            return (HttpStatusCode.OK, made.ToString());
        }

        // Only an open page can be closed.
        var id = path.Split('/')[^2];
        if (!_pages.TryGetValue(id, out var page))
        {
            return No(HttpStatusCode.NotFound, "resource_missing");
        }

        if (page.Status != "open")
        {
            return No(HttpStatusCode.BadRequest, "");
        }

        _pages[id] = page with { Status = "expired" };
        return (HttpStatusCode.OK, _pages[id].ToString());
    }

    private sealed record Page(string Id, string Attempt, string Amount, string Currency)
    {
        public string Status { get; init; } = "open";

        public string PaymentStatus { get; init; } = "unpaid";

        public string Intent { get; init; } = "";

        public override string ToString()
        {
            var intent = Intent.Length > 0 ? $$"""{"id":"pi_1","object":"payment_intent","status":"{{Intent}}"}""" : "null";
            return $$"""
                {"id":"{{Id}}","object":"checkout.session","url":"https://checkout.example/{{Id}}","status":"{{Status}}","payment_status":"{{PaymentStatus}}","livemode":false,
                "client_reference_id":"{{Attempt}}","amount_total":{{Amount}},"currency":"{{Currency}}","payment_intent":{{intent}},"metadata":{"attempt":"{{Attempt}}" } }
                """;
        }
    }
}
