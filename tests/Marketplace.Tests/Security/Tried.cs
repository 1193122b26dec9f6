using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Security;

/// <summary>One form, what is sent to it, and what is wrong with the answers.</summary>
internal sealed partial class Tried(HostileMarket market, Door door, HashSet<Exemption> used, List<string> wrong)
{
    private const int Short = 100;
    private static readonly int[] Accepted = [200, 201, 204, 301, 302, 303];
    private static readonly int[] Refused = [400, 401, 403, 404, 413, 415, 422];

    private HttpClient? _browser;

    /// <summary>Else nothing would be proved by refusing the same form with one field changed.</summary>
    public async Task AsFilledIn()
    {
        if (door.Fields.Count == 0)
        {
            return;
        }

        var body = HostileBody.Form("as filled in", door.FilledIn);
        using var answer = await Post("", body);
        if (!Accepted.Contains((int)answer.StatusCode) && !Exempt(Rule.AcceptsWhatIsRight))
        {
            Wrong(body, $"{(int)answer.StatusCode}: {string.Join(" | ", (await Walk.Page(answer)).Texts("main .errors li"))}");
        }

        await PutBack(answer);
    }

    public async Task Send(HostileBody body)
    {
        using var answer = await Post("", body);
        var status = (int)answer.StatusCode;
        if (Accepted.Contains(status))
        {
            await Check(body, answer);
        }
        else if (!Refused.Contains(status))
        {
            Wrong(body, $"answered with {status}");
        }
        else
        {
            foreach (var table in await market.Changed())
            {
                if (!Exempt(Rule.ChangesNothing, table))
                {
                    Wrong(body, $"refused with {status}, and yet {table} is changed");
                }
            }

            await CheckPage(body, answer, Languages.Default);
        }

        await PutBack(answer);
    }

    /// <summary>The same in the other languages that the page is read in.</summary>
    public async Task InOtherLanguages()
    {
        foreach (var language in Languages.All.Where(language => language != Languages.Default && (language != "fr" || LanguagePrefix.IsInFrench(door.Address))))
        {
            foreach (var body in HostileBody.For(door.Fields, door.FilledIn).Where(body => body.Name == "an empty form" || (body.Field is { IsText: true } && IsLong(body.Sent))).Take(2))
            {
                using var answer = await Post("/" + language, body);
                await CheckPage(body, answer, language);
                await PutBack(answer);
            }
        }
    }

    private async Task<HttpResponseMessage> Post(string language, HostileBody body)
    {
        _browser ??= await market.Browser(door);
        using var request = new HttpRequestMessage(new HttpMethod(door.Route.Method), new Uri(language + door.Address, UriKind.Relative)) { Content = body.Content() };
        return await _browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task PutBack(HttpResponseMessage answer)
    {
        if (await market.HasChanged())
        {
            await market.PutBack();
        }
        else if (!answer.Headers.Contains("Set-Cookie"))
        {
            return;
        }

        _browser?.Dispose();
        _browser = null;
    }

    /// <summary>Accepted: then it was nothing that had to be refused, nothing odd is kept, and the page it leads to opens.</summary>
    private async Task Check(HostileBody body, HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode == 200 && !Exempt(Rule.LeadsOn))
        {
            Wrong(body, "answered with 200");
        }

        if (body.Field is not { } field)
        {
            return;
        }

        if (field.IsAsked && (IsLong(body.Sent) || !Reads(field.Type, body.Sent)) && !Exempt(Rule.ReadsTheField, field.Name))
        {
            Wrong(body, $"accepted with {(int)answer.StatusCode}");
        }

        if (!HostileBody.IsOdd(body.Sent) && !IsLong(body.Sent))
        {
            return;
        }

        foreach (var table in await market.Holding(text => text.Contains(HostileBody.Marker, StringComparison.Ordinal) || HostileBody.IsOdd(text)))
        {
            if (!Exempt(Rule.KeepsNothingOdd, table))
            {
                Wrong(body, "stands in " + table);
            }
        }

        if (answer.Headers.Location is { } next)
        {
            using var page = await _browser!.GetAsync(next, TestContext.Current.CancellationToken);
            if ((int)page.StatusCode >= 400)
            {
                Wrong(body, $"leads to a page that answers {(int)page.StatusCode}: {next}");
            }
        }
    }

    private async Task CheckPage(HostileBody body, HttpResponseMessage answer, string language)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            if ((int)answer.StatusCode == 422 && !Exempt(Rule.RefusesWithAPage))
            {
                Wrong(body, $"422 without a page: {answer.Content.Headers.ContentType}");
            }

            return;
        }

        var page = await Walk.Page(answer);
        if (page.DocumentElement.GetAttribute("lang") != language)
        {
            Wrong(body, $"{(int)answer.StatusCode} in {page.DocumentElement.GetAttribute("lang")}, read in {language}");
        }

        if (page.QuerySelector("main script:not([src])") is not null || HostileBody.IsOdd(page.QuerySelector("main")!.TextContent))
        {
            Wrong(body, $"{(int)answer.StatusCode} with what was sent standing in the page as it came");
        }

        if ((int)answer.StatusCode != 422)
        {
            return;
        }

        var messages = page.Texts("main .errors li");
        if (messages is [])
        {
            Wrong(body, "422 without a message");
        }

        foreach (var message in messages.Where(message => Key().IsMatch(message) || message.Length > 400 || (language != Languages.Default && Vietnamese().IsMatch(message.Replace("đồng", "", StringComparison.Ordinal)))))
        {
            Wrong(body, $"422 says '{message[..Math.Min(message.Length, 200)]}'");
        }

        foreach (var (name, value) in body.Fields.Where(field => field.Value.Length <= Short && body.Fields.Count(other => other.Name == field.Name) == 1))
        {
            if (Lost(page, name, TypedTextBinder.Clean(value)) is { } now && !Exempt(Rule.KeepsWhatWasTyped, name))
            {
                Wrong(body, $"'{value}' typed in {name} has become '{now}'");
            }
        }
    }

    /// <summary>What stands where something else was typed.</summary>
    private string? Lost(IDocument page, string name, string typed)
    {
        var form = page.QuerySelectorAll("main form").FirstOrDefault(form => HostileMarket.Posts(form, door.Address, isItsOwnPage: false));
        var controls = (form ?? page.QuerySelector("main")!).QuerySelectorAll("[name]").Where(control => string.Equals(control.GetAttribute("name"), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return controls switch
        {
            [IHtmlTextAreaElement text] => Differs(text.TextContent, typed),
            [IHtmlInputElement { Type: "text" or "tel" or "email" or "number" or "search" or "date" or "datetime-local" or "url" } input] => Differs(input.GetAttribute("value") ?? "", typed),
            [IHtmlSelectElement select] when select.Options.Any(option => option.Value == typed) => Differs(select.Value ?? "", typed),
            _ when controls.OfType<IHtmlInputElement>().FirstOrDefault(input => input.Type is "radio" or "checkbox" && input.Value == typed) is { IsChecked: false } => "",
            _ => null,
        };

        static string? Differs(string stands, string typed) => stands.Trim() == typed.Trim() ? null : stands;
    }

    /// <summary>Something can be made of the text; of nothing at all too, where nothing may be said.</summary>
    private static bool Reads(Type type, string text) => text is ""
        || type == typeof(string)
        || (type == typeof(bool) ? bool.TryParse(text, out _)
            : type == typeof(Guid) ? Guid.TryParse(text, out var id) && id != Guid.Empty
            : type.IsEnum ? Enum.TryParse(type, text, out var value) && Enum.IsDefined(type, value)
            : type == typeof(int) ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : type == typeof(long) ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : type != typeof(DateOnly) || DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _));

    private static bool IsLong(string text) => text.StartsWith(HostileBody.Marker, StringComparison.Ordinal);

    private bool Exempt(Rule rule, string about = "")
    {
        var found = Exemption.All.FirstOrDefault(exemption => exemption.Rule == rule && exemption.Route == door.Name && string.Equals(exemption.About, about, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
        {
            used.Add(found);
        }

        return found is not null;
    }

    private void Wrong(HostileBody body, string what) => wrong.Add($"{door.Name} ← {body.Name}: {what}");

    /// <summary>A text's name instead of the text.</summary>
    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$")]
    private static partial Regex Key();

    [GeneratedRegex("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", RegexOptions.IgnoreCase)]
    private static partial Regex Vietnamese();
}
