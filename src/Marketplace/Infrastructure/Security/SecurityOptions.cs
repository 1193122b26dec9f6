using System.Security.Cryptography;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Security;

/// <summary>
/// Keys of the sensitive columns, from <c>Security</c>, each <c>id:base64</c> of 32 bytes (id 1 to 255, 1 when left out). Development makes them in the data folder.
/// </summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Encrypts what is written from now on.</summary>
    public string ColumnKey { get; set; } = "";

    /// <summary>Still read what was written before the key was changed.</summary>
    public IReadOnlyList<string> OldColumnKeys { get; init; } = [];

    /// <summary>Makes pseudonyms of persons. It is never changed: a new key makes every person a new one.</summary>
    public string PseudonymKey { get; set; } = "";
}

internal sealed record SecurityKey(byte Id, byte[] Bytes)
{
    public const int Length = 32;

    public static SecurityKey? Parse(string? text)
    {
        var (id, encoded) = (text ?? "").Split(':', 2) is [var number, var rest] ? (number, rest) : ("1", text ?? "");
        var bytes = new byte[Length + 1];
        return byte.TryParse(id, out var parsed) && parsed > 0 && Convert.TryFromBase64String(encoded, bytes, out var written) && written == Length
            ? new SecurityKey(parsed, bytes[..Length])
            : null;
    }
}

internal static class SecuritySetup
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() ?? new SecurityOptions();
        var folder = new DataFolder(DataFolder.Of(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton(_ => new ColumnProtector(
            Key(options.ColumnKey, folder, builder.Environment, "column.key"),
            [.. options.OldColumnKeys.Select(key => SecurityKey.Parse(key)!)]));
        builder.Services.AddSingleton(_ => new PersonKeys(Key(options.PseudonymKey, folder, builder.Environment, "pseudonym.key")));
        builder.Services.AddScoped<SensitiveReader>();
        builder.AddRateLimits();
    }

    private static SecurityKey Key(string configured, DataFolder folder, IHostEnvironment environment, string fileName)
    {
        if (SecurityKey.Parse(configured) is { } key)
        {
            return key;
        }

        if (environment.IsProduction())
        {
            throw new MisconfiguredException([$"Security: the key kept in {fileName} during development has to be configured."]);
        }

        var file = Path.Combine(folder.Sub("keys"), fileName);
        if (!File.Exists(file))
        {
            // Written aside and moved, so that two starting processes agree on the first.
            var draft = file + "." + Guid.NewGuid().ToString("N");
            File.WriteAllText(draft, "1:" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecurityKey.Length)));
            try
            {
                File.Move(draft, file, overwrite: false);
            }
            catch (IOException)
            {
                File.Delete(draft);
            }
        }

        return SecurityKey.Parse(File.ReadAllText(file)) ?? throw new MisconfiguredException([$"{file} does not hold a key; delete it if nothing encrypted is worth keeping."]);
    }
}

internal sealed class SecurityCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        foreach (var setting in (string[])["Security:ColumnKey", "Security:PseudonymKey"])
        {
            var value = configuration[setting];
            if (string.IsNullOrWhiteSpace(value))
            {
                if (environment.IsProduction())
                {
                    yield return $"{setting} is missing; Production needs 32 random bytes in base64 (openssl rand -base64 32).";
                }
            }
            else if (SecurityKey.Parse(value) is null)
            {
                yield return $"{setting} is not a key; it is 32 random bytes in base64, optionally with a number and a colon before them.";
            }
        }

        var old = configuration.GetSection("Security:OldColumnKeys").GetChildren().Select(key => key.Value).ToList();
        for (var index = 0; index < old.Count; index++)
        {
            if (SecurityKey.Parse(old[index]) is not { } key)
            {
                yield return $"Security:OldColumnKeys:{index} is not a key; it is a number, a colon and 32 bytes in base64.";
            }
            else if (SecurityKey.Parse(configuration["Security:ColumnKey"])?.Id == key.Id)
            {
                yield return $"Security:OldColumnKeys:{index} has the same number as Security:ColumnKey; each key needs its own.";
            }
        }

        if (environment.IsProduction() && !string.IsNullOrWhiteSpace(configuration["Security:ColumnKey"]) && configuration["Security:ColumnKey"] == configuration["Security:PseudonymKey"])
        {
            yield return "Security:PseudonymKey equals Security:ColumnKey; each purpose needs its own key.";
        }
    }
}
