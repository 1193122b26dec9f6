using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Members;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>Shops that show a face and let a voice be heard.</summary>
internal sealed class ProfileMarket : TestMarketplace
{
    public const string Words = "Chị Mỷ ngồi bên khung cửi";
    public const string Told = "Tôi học dệt của mẹ từ năm mười hai tuổi.";

    public string Recordings => Path.Combine(DataFolder, "media", "audio");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string[] Kept() => Directory.Exists(Recordings) ? Directory.GetFiles(Recordings) : [];

    public async Task<(Atelier Atelier, HttpClient Browser)> Shop()
    {
        var atelier = await Atelier.In(this);
        await Given(Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicProfile));
        return (atelier, await this.As(atelier.Maker));
    }

    public async Task<string> Address()
    {
        var story = await Read(db => db.SpokenStories.AsNoTracking().SingleAsync(Ct));
        return $"/media/audio/{story.AudioId.Value:N}.{story.Format.Extension}";
    }

    public static Task<HttpResponseMessage> SetPortrait(HttpClient browser, Atelier atelier, byte[]? photo, string alt = Words, string? person = null) => Send(
        browser, $"{atelier.Root}/profile/portrait", "Photo", photo, new() { ["Person"] = person ?? atelier.Person.Id.Value.ToString("N"), ["AltVi"] = alt });

    public static Task<HttpResponseMessage> SetVoice(
        HttpClient browser, Atelier atelier, byte[]? audio, string prefix = "", string told = Told, string english = "", string? person = null) => Send(
        browser, $"{prefix}{atelier.Root}/profile/voice", "Audio", audio,
        new() { ["Speaker"] = person ?? atelier.Person.Id.Value.ToString("N"), ["SpokenIn"] = "tiếng Hmông", ["TranscriptVi"] = told, ["TranscriptEn"] = english });

    public static async Task<HttpResponseMessage> Send(HttpClient browser, string address, string name, byte[]? file, Dictionary<string, string> fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), name, "tep.bin");
        }

        return await browser.PostAsync(new Uri(address, UriKind.Relative), form, Ct);
    }
}
