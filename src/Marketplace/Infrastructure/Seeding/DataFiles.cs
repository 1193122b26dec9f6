using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;

namespace Marketplace.Infrastructure.Seeding;

/// <summary>The files of <c>infra/reference-data</c>, which the build copies beside the application.</summary>
internal sealed class DataFiles(string folder)
{
    private static readonly CsvReaderOptions Csv = new() { NormalizeHeaderName = name => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static DataFiles BesideTheApplication { get; } = new(Path.Combine(AppContext.BaseDirectory, "reference-data"));

    public bool Has(string name) => File.Exists(At(name));

    /// <summary>SHA-256 of the file.</summary>
    public string VersionOf(string name)
    {
        using var file = File.OpenRead(At(name));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The rows, their columns matched by name: <c>name_vi</c> is <c>NameVi</c>.</summary>
    public List<T> Rows<T>(string name)
    {
        using var reader = CsvReader.FromFile(At(name), Csv);
        return [.. reader.GetRecords<T>()];
    }

    public T Read<T>(string name)
    {
        using var file = File.OpenRead(At(name));
        return JsonSerializer.Deserialize<T>(file, Json) ?? throw new InvalidDataException($"{name} is empty.");
    }

    private string At(string name) => Path.Combine(folder, name);
}
