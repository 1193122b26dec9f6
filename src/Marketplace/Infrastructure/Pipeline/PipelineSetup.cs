using FluentValidation;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;

namespace Marketplace.Infrastructure.Pipeline;

internal static class PipelineSetup
{
    // Found once for all containers of the process: each time the whole assembly is looked through.
    private static readonly Lazy<ServiceDescriptor[]> Found = new(() =>
    {
        var services = new ServiceCollection();
        services.AddMediatR(mediatr =>
        {
            mediatr.RegisterServicesFromAssemblyContaining<Program>();
            mediatr.AddOpenBehavior(typeof(OneConnectionBehavior<,>));
            mediatr.AddOpenBehavior(typeof(ValidationBehavior<,>));
            mediatr.AddOpenBehavior(typeof(PasswordBehavior<,>));
            mediatr.AddOpenBehavior(typeof(UnitOfWorkBehavior<,>));
            mediatr.AddOpenBehavior(typeof(HelperActsBehavior<,>));
            mediatr.AddOpenBehavior(typeof(OwnMoneyBehavior<,>));
        });
        services.AddValidatorsFromAssemblyContaining<Program>(includeInternalTypes: true);
        return [.. services];
    });

    /// <summary>Handlers, validators and what stands around every message.</summary>
    public static void AddPipeline(this IServiceCollection services)
    {
        foreach (var descriptor in Found.Value)
        {
            services.Add(descriptor);
        }
    }
}
