using System.Net;

namespace Marketplace.Tests.Support;

/// <summary>Stands where Stripe's servers would, without sockets: faults from a script first, then what <see cref="StripeBooks"/> say.</summary>
internal sealed class ScriptedStripe : HttpMessageHandler
{
    private readonly Lock _turn = new();

    public StripeBooks Books { get; } = new();

    public List<(string Path, string Key, string Body)> Asked { get; } = [];

    /// <summary>Faults to play first, one per request: after the work was done (true) or before it (false).</summary>
    public Queue<(Func<HttpResponseMessage> Answer, bool AfterTheWork)> Faults { get; } = [];

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
                    Books.Answer(request.Method, path, key, body);
                }

                return fault.Answer();
            }

            var (status, answer) = Books.Answer(request.Method, path, key, body);
            return new HttpResponseMessage(status) { Content = new StringContent(answer) };
        }
    }
}
