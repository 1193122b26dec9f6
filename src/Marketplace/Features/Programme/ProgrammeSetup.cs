using Marketplace.Features.Programme.Recognition;

namespace Marketplace.Features.Programme;

internal static class ProgrammeSetup
{
    public static void AddProgramme(this IServiceCollection services)
    {
        services.AddScoped<RollupWriter>();
        services.AddScoped<Recogniser>();
        services.AddScoped<Figures.Territories>();
        services.AddScoped<Figures.FiguresReader>();
        services.AddScoped<Published.PublicFacts>();
        services.AddSingleton<Published.PublicCubes>();
    }
}
