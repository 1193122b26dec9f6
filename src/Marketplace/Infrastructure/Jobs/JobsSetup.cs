namespace Marketplace.Infrastructure.Jobs;

internal static class JobsSetup
{
    private static readonly Type[] Discovered = [typeof(IOutboxHandler), typeof(IInboxHandler), typeof(IRecurringJob)];

    /// <summary>Outbox, inbox and recurring jobs. Handlers and jobs are found, never registered.</summary>
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JobsOptions>().BindConfiguration(JobsOptions.Section);
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddSingleton<JobSignal>();
        builder.Services.AddSingleton<InboxRunner>();
        builder.Services.AddSingleton<OutboxRunner>();
        builder.Services.AddSingleton<RecurringRunner>();
        builder.Services.AddSingleton(services => new JobRunner(
            services.GetRequiredService<InboxRunner>(), services.GetRequiredService<OutboxRunner>(), services.GetRequiredService<RecurringRunner>()));
        foreach (var type in typeof(JobsSetup).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var face in Discovered.Where(face => face.IsAssignableFrom(type)))
            {
                builder.Services.AddScoped(face, type);
            }
        }

        if (builder.Configuration.GetValue($"{JobsOptions.Section}:{nameof(JobsOptions.Run)}", true))
        {
            builder.Services.AddHostedService<JobWorker>();
        }
    }
}
