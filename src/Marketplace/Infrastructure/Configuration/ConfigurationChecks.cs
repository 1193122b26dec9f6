namespace Marketplace.Infrastructure.Configuration;

/// <summary>Looks at settings before anything starts. Each problem is one sentence that names the setting.</summary>
public interface IConfigurationCheck
{
    IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment);
}

/// <summary>Looks at the migrated database before the first request: what must not be there in this environment.</summary>
public interface IDataCheck
{
    Task<IReadOnlyList<string>> Problems(IHostEnvironment environment, CancellationToken ct);
}

/// <summary>Refuses to start, saying all that is wrong at once and nothing else.</summary>
public sealed class MisconfiguredException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, ["Marketplace does not start:", .. problems.Select(problem => "- " + problem)]))
{
    public override string ToString() => Message;
}

internal static class ConfigurationChecks
{
    public static void AddConfigurationChecks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        foreach (var check in All<IDataCheck>())
        {
            builder.Services.AddScoped(typeof(IDataCheck), check);
        }
    }

    /// <summary>Comes before anything reads a setting. What cannot be read at all is said first, as the other checks read it.</summary>
    /// <exception cref="MisconfiguredException">A setting is missing, wrong, or not for this environment.</exception>
    public static void CheckConfiguration(this WebApplicationBuilder builder)
    {
        Refuse([.. new SettingsCheck().Problems(builder.Configuration, builder.Environment)]);
        Refuse([.. All<IConfigurationCheck>().Select(check => (IConfigurationCheck)Activator.CreateInstance(check)!)
            .SelectMany(check => check.Problems(builder.Configuration, builder.Environment))]);
    }

    /// <exception cref="MisconfiguredException">The database holds what this environment must not serve.</exception>
    public static async Task CheckDataAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var problems = new List<string>();
        foreach (var check in scope.ServiceProvider.GetServices<IDataCheck>())
        {
            problems.AddRange(await check.Problems(app.Environment, CancellationToken.None));
        }

        Refuse(problems);
    }

    private static IEnumerable<Type> All<TCheck>() =>
        typeof(ConfigurationChecks).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(TCheck)));

    private static void Refuse(IReadOnlyList<string> problems)
    {
        if (problems is not [])
        {
            throw new MisconfiguredException(problems);
        }
    }
}
