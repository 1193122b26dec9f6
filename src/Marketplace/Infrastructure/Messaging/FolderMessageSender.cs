using System.Collections.Concurrent;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Writes each message as an .eml file, those for telephones too. A repeated call writes nothing new.</summary>
internal sealed class FolderMessageSender(MessageFolder folder, IOptions<SmtpOptions> options, SiteAddress site, TimeProvider clock) : IMessageSender
{
    public bool CanReach(string address) => true;

    public async Task Send(PersonalMessage message, string idempotencyKey, CancellationToken ct)
    {
        var name = Letter.Name(idempotencyKey);
        if (folder.Has(name))
        {
            return;
        }

        var now = clock.GetUtcNow();
        using var letter = Letter.Write(message, idempotencyKey, options.Value, site.Name, now);
        var file = Path.Combine(folder.Path, $"{Letter.Stamp(now)}-{name}.eml");
        var unfinished = file + ".part";
        using (var bytes = new MemoryStream())
        {
            // In memory first: written to the file directly, each line is a call of its own.
            letter.WriteTo(bytes, ct);
            await File.WriteAllBytesAsync(unfinished, bytes.ToArray(), ct);
        }

        File.Move(unfinished, file, overwrite: true);
        folder.Add(name);
    }
}

/// <summary>The .eml files of the folder sender, newest first.</summary>
public sealed class MessageFolder(DataFolder data)
{
    /// <summary>Read once: looking through the folder for every message would take longer the more there are.</summary>
    private readonly Lazy<ConcurrentDictionary<string, bool>> _written = new(() => new ConcurrentDictionary<string, bool>(
        Directory.EnumerateFiles(data.Sub("messages"), "*.eml").Select(file => KeyValuePair.Create(System.IO.Path.GetFileNameWithoutExtension(file).Split('-')[^1], true))
            .DistinctBy(written => written.Key)));

    public string Path => data.Sub("messages");

    public bool Has(string name) => _written.Value.ContainsKey(name);

    public void Add(string name) => _written.Value[name] = true;

    /// <summary>Names without extension; they begin with the time of writing.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(Path, "*.eml").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).OrderDescending(StringComparer.Ordinal)];

    /// <summary>The file of that name, or nothing; a name that leads elsewhere names nothing.</summary>
    public string? File(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && System.IO.Path.Combine(Path, name + ".eml") is var file && System.IO.File.Exists(file)
            ? file
            : null;
}
