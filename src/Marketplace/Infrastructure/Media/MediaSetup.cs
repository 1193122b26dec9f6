using Marketplace.Infrastructure.Media.Audio;

namespace Marketplace.Infrastructure.Media;

internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PhotoStore>();
        builder.Services.AddSingleton<UploadPieces>();
        builder.Services.AddSingleton<PhotoProcessor>();
        builder.Services.AddSingleton<PrivatePhotos>();
        builder.Services.AddSingleton<PhotoSignal>();
        builder.Services.AddScoped<IPhotoIntake, PhotoIntake>();
        builder.Services.AddSingleton<AudioStore>();
        builder.Services.AddScoped<AudioIntake>();
        builder.Services.AddScoped<ProfileMedia>();
        if (builder.Configuration.GetValue("Jobs:Run", true))
        {
            builder.Services.AddHostedService<PhotoQueue>();
        }
    }
}
