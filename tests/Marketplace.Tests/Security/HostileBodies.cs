using System.Net.Http.Headers;
using System.Text;

namespace Marketplace.Tests.Security;

/// <summary>What is sent in place of what a form asks for.</summary>
/// <param name="Name">Says in a failure what was sent.</param>
/// <param name="Fields">What was typed, where a form can say it.</param>
/// <param name="Content">The body itself.</param>
internal sealed record HostileBody(string Name, IReadOnlyList<(string Name, string Value)> Fields, Func<HttpContent> Content)
{
    /// <summary>A text found in nothing that is stored, if it was refused or cut away whole.</summary>
    public const string Marker = "QZMARK";

    /// <summary>Marks that turn the reading direction, control characters and markup.</summary>
    public const string Marks = "Mai\u0001\u001b\u202egpj\u2066\ufeff\u007f\u2028\"'><script>alert(1)</script>{{0}}";

    private const int Longer = 20_000;

    /// <summary>No number, day, identifier or choice that anybody meant.</summary>
    private static readonly string[] NoValues = ["", "-1", "0", "9223372036854775808", "1e9", "NaN", "2026-02-30", "01234567-89ab-7cde-8f01-23456789abcd"];

    /// <summary>The field that alone is hostile, if one is.</summary>
    public FormField? Field { get; init; }

    public string Sent { get; init; } = "";

    /// <summary>With marks that no text of ours has, nor any page.</summary>
    public static bool IsOdd(string text) =>
        text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || rune.Value is 0xfeff or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or (< 0x20 and not ('\n' or '\r' or '\t')));

    public static IEnumerable<HostileBody> For(IReadOnlyList<FormField> fields, IReadOnlyList<(string Name, string Value)> filledIn)
    {
        yield return new("nothing at all", [], static () => new ByteArrayContent([]));
        yield return Form("an empty form", []);
        foreach (var body in fields.SelectMany(field => field.IsFile ? Files(field, filledIn) : Texts(field, filledIn)))
        {
            yield return body;
        }

        if (fields.Count > 0)
        {
            yield return Form("every field twice", [.. filledIn, .. fields.Where(field => !field.IsFile).SelectMany(field => ((string, string)[])[(field.Name, "1"), (field.Name, "2")])]);
            yield return Form("fields within fields", [.. fields.SelectMany(field => ((string, string)[])
                [(field.Name + "[0].b", "1"), (field.Name + "[b]", "1"), (field.Name + "[2147483647]", "1"), (field.Name + ".b.c.d", "1"), ("form." + field.Name, "1"), ("form[0].b", "1")])]);
            yield return Form("more fields than a form has", [.. Enumerable.Range(0, 600).Select(number => ($"{fields[0].Name}[{number}]", "1"))]);
        }

        yield return Raw("JSON", "application/json", "[{\"a\":1}]");
        yield return Raw("text", "text/plain", "a=1");
        yield return Raw("multipart of another boundary", "multipart/form-data; boundary=one", "--two\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--two--\r\n");
        yield return Raw("multipart that ends early", "multipart/form-data; boundary=one", "--one\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1");
        yield return Raw("multipart without a boundary", "multipart/form-data", "--one--\r\n");
        yield return Raw("a null character", "application/x-www-form-urlencoded", (fields is [var first, ..] ? first.Name : "a") + "=Mai%00");
    }

    private static IEnumerable<HostileBody> Texts(FormField field, IReadOnlyList<(string Name, string Value)> filledIn)
    {
        yield return With("too long", Marker + new string('x', Longer));
        yield return With("marks and markup", Marks);
        if (!field.IsAsked)
        {
            yield break;
        }

        yield return With("half a letter", "Mai\ud800") with { Content = () => Urlencoded(But(field.Name, null, filledIn), [.. Encoding.UTF8.GetBytes(Uri.EscapeDataString(field.Name)), .. "=Mai"u8, 0xED, 0xA0, 0x80]) };
        yield return new HostileBody($"without {field.Name}", But(field.Name, null, filledIn), () => Urlencoded(But(field.Name, null, filledIn)));
        foreach (var value in field.IsProse ? [""] : field.Type == typeof(Guid) ? [.. NoValues, Guid.Empty.ToString()] : NoValues)
        {
            yield return With($"'{value}'", value);
        }

        HostileBody With(string what, string value)
        {
            var sent = But(field.Name, value, filledIn);
            return new HostileBody($"{field.Name} = {what}", sent, () => Urlencoded(sent)) { Field = field, Sent = value };
        }
    }

    private static IEnumerable<HostileBody> Files(FormField field, IReadOnlyList<(string Name, string Value)> filledIn)
    {
        yield return With("an empty file", "");
        yield return With("no picture", "GIF89a<script>alert(1)</script>");
        yield return With("a name that climbs", "\u00ff\u00d8\u00ff", "..\\..\\../market.db");

        HostileBody With(string what, string content, string name = "x.jpg") => new($"{field.Name} = {what}", filledIn, () =>
        {
            var form = new MultipartFormDataContent();
            foreach (var (other, value) in filledIn)
            {
                form.Add(new StringContent(value), other);
            }

            form.Add(new ByteArrayContent(Encoding.Latin1.GetBytes(content)) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, field.Name, name);
            return form;
        })
        { Field = field };
    }

    public static HostileBody Form(string name, IReadOnlyList<(string Name, string Value)> fields) => new(name, fields, () => Urlencoded(fields));

    private static HostileBody Raw(string name, string type, string body) => new(name, [], () =>
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    });

    private static IReadOnlyList<(string Name, string Value)> But(string field, string? value, IReadOnlyList<(string Name, string Value)> filledIn) =>
        [.. filledIn.Where(other => other.Name != field), .. value is null ? Array.Empty<(string, string)>() : [(field, value)]];

    private static ByteArrayContent Urlencoded(IReadOnlyList<(string Name, string Value)> fields, params byte[] more) => new(
        [.. Encoding.ASCII.GetBytes(string.Concat(fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}&"))), .. more])
    { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
}
