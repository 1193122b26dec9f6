using System.Net;

namespace Marketplace.Tests.Support;

/// <summary>Stands where Stripe's servers would: answers from a script and remembers what it was asked. A stateful peer by idempotency key.</summary>
internal sealed class ScriptedStripe : HttpMessageHandler
{
    private readonly Dictionary<string, string> _answered = [];
    private readonly Lock _turn = new();

    public List<(string Path, string Key, string Body)> Asked { get; } = [];

    /// <summary>How many objects the server really made.</summary>
    public int Made { get; private set; }

    /// <summary>Faults to play first, one per request: after the work was done (true) or before it (false).</summary>
    public Queue<(Func<HttpResponseMessage> Answer, bool AfterTheWork)> Faults { get; } = [];

    /// <summary>What it says of a refund it makes.</summary>
    public string RefundStatus { get; set; } = "succeeded";

    private readonly List<string> _refunds = [];

    /// <summary>A day passed: keys mean nothing any more, what was made stays.</summary>
    public void ForgetKeys() => _answered.Clear();

    public static HttpResponseMessage Lost() => throw new HttpRequestException("connection reset");

    public static HttpResponseMessage TimedOut() => throw new TaskCanceledException("timed out");

    public static HttpResponseMessage Broken() => new(HttpStatusCode.InternalServerError) { Content = new StringContent("""{"error":{"type":"api_error","message":"sorry"}}""") };

    public static HttpResponseMessage No() => new(HttpStatusCode.PaymentRequired) { Content = new StringContent("""{"error":{"type":"card_error","code":"card_declined","message":"no"}}""") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.First() : "";
        var path = request.RequestUri!.AbsolutePath;
        lock (_turn)
        {
            Asked.Add((path, key, body));
            if (Faults.TryDequeue(out var fault))
            {
                if (fault.AfterTheWork)
                {
                    Work(request.Method, path, key, body);
                }

                return fault.Answer();
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Work(request.Method, path, key, body)) };
        }
    }

    private string Work(HttpMethod method, string path, string key, string body)
    {
        if (method == HttpMethod.Get)
        {
            return $$"""{"object":"list","has_more":false,"url":"{{path}}","data":[{{string.Join(',', _refunds)}}]}""";
        }

        if (_answered.TryGetValue(key, out var before))
        {
            return before;
        }

        Made++;
        return _answered[key] = path switch
        {
            "/v1/checkout/sessions" => $$"""{"id":"cs_{{Made}}","object":"checkout.session","url":"https://checkout.example/cs_{{Made}}","status":"open"}""",
            "/v1/refunds" => Refund(body),
            _ => """{"id":"cs_1","object":"checkout.session","status":"expired"}""",
        };
    }

    private string Refund(string body)
    {
        var mark = body.Split('&').Select(Uri.UnescapeDataString).FirstOrDefault(field => field.StartsWith("metadata[refund]=", StringComparison.Ordinal))?.Split('=')[1];
        _refunds.Add($$"""{"id":"re_{{Made}}","object":"refund","status":"{{RefundStatus}}","metadata":{"refund":"{{mark}}" } }""");
        return _refunds[^1];
    }
}
