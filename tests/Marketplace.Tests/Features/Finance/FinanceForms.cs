using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Finance;

internal static class FinanceForms
{
    public static TheoryData<string> OddTexts() => ["", " ", "<script>alert(1)</script>", new string('m', 5000), "-1", "\uFFFD\u202E", "\uFFFE", "🐃", "'; DROP TABLE Orders; --"];

    public static TheoryData<string> NoTexts() => ["", " ", "\t\u00a0", new string('m', 501), new string('<', 5000)];

    public static TheoryData<string> NoAmounts() => ["", " ", "-1", "1,5", "abc", "<script>", "99999999999999999999999", "1e5", "٣٣٥", "10000000000", "335001"];

    extension(HttpClient client)
    {
        /// <summary>The form comes back with its message, and with what was typed where it can be shown.</summary>
        public async Task Refuses(string path, params (string Name, string Value)[] fields)
        {
            using var answer = await client.Post(path, fields);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{path} answered {(int)answer.StatusCode}");
            var page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("main script"));
            Assert.NotEmpty(page.QuerySelectorAll("[aria-invalid=true], .error-summary li, [role=alert]"));
            foreach (var (name, value) in fields)
            {
                // Characters no text has never get in (see TypedText).
                var field = page.QuerySelector($"[name='{name}']");
                Assert.Equal(value.Trim('\uFFFD', '\u202E', '\uFFFE'), field is IHtmlTextAreaElement area ? area.Value : field?.GetAttribute("value"));
            }
        }
    }
}
